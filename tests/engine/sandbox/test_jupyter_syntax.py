"""What Jupyter understands besides Python: read as IPython itself reads it."""

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.sandbox.guest.runtime.jupyter_syntax import as_python, cell_magic

CELLS = (
    r'''
x = 1
====
%matplotlib inline
x = 1
====
if x:
    %timeit f(x)
y = 2
====
if x:
    !pip install a
else:
    %pip install b
====
%time y = f(x)
====
%%time
y = f(x)
====

%%html
<b>
====
!pip install numpy
!echo it's (
x = 1
====
files = !ls
n = %env HOME
====
np.dot?
?np.dot
np.dot??
====
text = """
%matplotlib inline
!ls
"""
====
y = (x
% 2)
====
y = [1,
!ls
]
====
!pip install a \
    b
import numpy
====
!pip install a \
    b \
    c
====
%pip install a \
  b
x = 1
====
x = !ls \
  -l
====
x = %time \
  f(1)
====
!!ls
====
??f
====
? f
====
?f
====
%time?
====
%%time?
====
f?
====
f ?
====
a.b.c?
====
a[0]?
====
x = f?
====
f*?
====
np.*load*?
====
,f a b
====
;f a b
====
/f a b
====
>>> x = 1
>>> y = 2
====
>>> for i in x:
...     print(i)
====
In [1]: x = 1
====
In [1]: for i in x:
   ...:     print(i)
====
    x = 1
    y = 2
====
    def f():
        return 1
====
x % y
====
x %= y
====
a = b % c
====
a = b %c
====
f(a=%b)
====
a = b == c
====
a == b
====
a != b
====
a = b != c
====
f(x=1)
====
x, y = !ls
====
x: list = !ls
====
x = y = !ls
====
x[0] = !ls
====
a.b = %pwd
====
# %matplotlib inline
====
# !ls
====
x = 1 # what?
====
x = "what?"
====
print("what?")
====
"what?"
====
'it''s?'
====
s = '%time'
====
def f():
    %time x = 1
    return x
====
def f():
    x = !ls
    return x
====
for i in range(3):
    !echo {i}
    print(i)
====
if True: pass
%time x = 1
====
%%capture out
print(1)
====
%%capture --no-stderr
print(1)
====
%%writefile a.py
x = 1
====
%%writefile -a a.py
x = 1

y = 2
====
%%timeit -n 3
f(x)
====
%%bash
ls
cd
====
%%python
x = 1
====
%%javascript
a;
====
%%latex
$x$
====
%%prun -l 3
f(x)
====
# comment
%%time
x = 1
====
x = 1
%%time
y = 2
====
%lsmagic
====
%cd ..
====
%cd  "a b"
====
%env X=3
====
%config InlineBackend.figure_format = 'retina'
====
%load_ext autoreload
%autoreload 2
import numpy as np
====
%run other.py
====
%run other.py --n 3
====
%load other.py
====
!wget https://example.org/data.csv?x=1
====
!ls {x} $y
====
!echo "a ; b" 'c'
====
!python -c "print('x')"
====
! pip install a
====
%  time x
====
% time x
====
x = ! ls
====
x =!ls
====
x=!ls
====
x=%pwd
====
x =% pwd
====
await f()
====
async with a as b:
    pass
====
x = await f()
====
f"{x!r}"
====
f"{x}?"
====
x = f"{y!s:>10}"
====
x = {
  'a': 1,
  'b': """
!ls
"""
}
====
def f(x):
    """Doc?

    %time
    !ls
    """
    return x
====
class A:
    %time x = 1
====
@decorator
def f(): pass
====
@time
def f(): pass
====
x = a \
  + b
====
x = a \
  % b
====
x = 1; %time y = 2
====
x = 1; y = 2
====
lambda x: x % 2
====
print(x, end="") # %time
====
x = r'\'
!ls
====
x = r'\\'
!ls
====
x = '\'' ; y = "?"
====
x = """a""" ; y = 1
!ls
====
x = 'a
!ls
====
if x:
    # %time
    pass
====
====
@BLANKS@
====
#
====
x = (1,
     2)?
====
x = 1?
====
x + y?
====
f(x)?
====
%time f(x)?
====
!ls?
====
/f
====
;
====
?
====
??
====
%
====
!
====
%%
====
%%time
====
%%time x = 1
====
%%time

x = 1
====
%%script bash --bg
ls
====
%%!
ls
====
x = %%time
====
%alias_magic t time
====
%store x
====
%who_ls
====
x = !pip list | grep numpy
====
try:
    get_ipython().run_line_magic('matplotlib', 'inline')
except NameError:
    pass
====
if 'google.colab' in str(get_ipython()):
    !pip install -q numpy
====
with a:
    !ls
@TAB@
====
	%time x = 1
====
x = [i for i in
     !ls
     ]
====
match x:
    case 1:
        !ls
    case _:
        pass
====
%timeit -n 1 -r 1 f(x)
====
%matplotlib notebook  # comment
====
%matplotlib inline; x = 1
====
x = y?  # comment
====
y? # comment
====
%precision 3
====
%%file a.py
x = 1
====
%%sh
ls
====
%%html
<style>a?</style>
====
print('a' \
 'b')
!ls
====
%%time
%%capture
x = 1
====
%%time
!ls
%matplotlib inline
====
a = {"%": 1, "!": 2}
====
x = y if z else !ls
====
def f(x = !ls): pass
====
x = lambda: !ls
====
return_value = f(x) if x != 0 else 1
====
x[a == b] = 0
====
W -= lr * dW
====
W @= V
====
x := 1
====
(x := 1)
====
A = np.array([[1, 2], [3, 4]]) % 2
====
A = 5 %3
====
A = "%d" %x
====
A = "%d" % x
====
A = "%s" \
   % name
====
A = ("%s"
   % name)
====
x = \
  !ls
====
x = \
  %pwd
====
global x
%time x

'''.replace("@TAB@", "\t")
    .replace("@BLANKS@", "   ")
    .strip("\n")
    .split("\n====\n")
)


def calls(text):
    """The calls that a cell becomes; how their arguments are spaced is of no account."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return "no Python"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"run_line_magic", "run_cell_magic"}:
            node.args = [ast.Constant(" ".join(ast.literal_eval(each).split())) for each in node.args]
    return ast.dump(tree)


@pytest.mark.parametrize("cell", CELLS, ids=range(len(CELLS)))
def test_a_cell_becomes_what_ipython_makes_of_it(cell):
    magic = cell_magic(cell)
    called = magic and f"get_ipython().run_cell_magic({magic.name!r}, {magic.line!r}, {magic.body!r})"
    assert calls(called or as_python(cell)) == calls(TransformerManager().transform_cell(cell))


@pytest.mark.parametrize("cell", CELLS, ids=range(len(CELLS)))
def test_lines_keep_their_numbers(cell):
    if not cell_magic(cell):
        assert as_python(cell).count("\n") == cell.count("\n")


def test_a_long_cell_takes_no_longer_than_its_length():
    """Every line is looked at once: what is read again at each line would take minutes."""
    cell = "\n".join("x = f(1, '%d' % 2)  # !ls" for _ in range(20_000)) + "\n!ls \\\n" + "a \\\n" * 20_000
    assert as_python(cell).count("get_ipython") == 1
