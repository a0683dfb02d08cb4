"""Plotting, progress bars and widgets stand by: whatever ordinary code does with them costs nothing."""

import pytest

from autograder.grading.grader import Grader
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, SEED

MEAN = "import numpy as np\ndef mean(X):\n    return np.sum(X, axis=0) / len(X)\n"

DRAWN = """
colors = plt.rcParams['axes.prop_cycle'].by_key()['color']
for k in range(30): plt.plot([k], color=colors[k % len(colors)])

plt.rcParams['figure.figsize'] = (8, 6)
plt.rcParams.update({'font.size': 12})

width, height = plt.rcParams['figure.figsize']
plt.figure(figsize=(2 * width, height))

fig, ax = plt.subplots()
line, = ax.plot([1, 2], label='loss')
line.set_ydata([2, 3])
ax.legend(handles=[line])

(a, b) = plt.plot([1], [2], [3], [4])
a.set_color('r')

l1 = plt.plot([1, 2])[0]
assert len(plt.plot([1])) == 1

fig, axs = plt.subplots(2, 3, sharex=True)
assert axs.shape == (2, 3)
for ax, k in zip(axs.ravel(), range(6)): ax.set(title=f'{k}')
axs[0, 1].grid(True)
axs[1][2].imshow(np.eye(2))

fig, axs = plt.subplots(ncols=3)
assert [n for n, ax in enumerate(axs)] == [0, 1, 2]

fig, ax = plt.subplots(squeeze=False)
assert ax.shape == (1, 1)

fig = plt.figure()
axs = fig.subplots(2, 2)
assert axs.flat[3] is not None

fig = plt.figure()
ax = fig.add_subplot(111, projection='3d')
ax.plot_surface(*np.meshgrid([1], [2]), np.eye(1))

counts, bins, patches = plt.hist(np.arange(9), bins=3)
for patch in patches: patch.set_facecolor('r')
counts.max()

xmin, xmax = plt.xlim()
plt.xlim(xmin - 1, xmax + 1)
assert xmax - xmin == 0 or True

low, high = ax0.get_ylim() if False else plt.gca().get_ylim()
span = (high - low) * 1.1 + 2

im = plt.imshow(np.eye(3))
plt.colorbar(im, ax=plt.gca()).set_label('x')

with plt.style.context('ggplot'), plt.rc_context({'font.size': 3}):
    plt.show(block=False)

colors = plt.cm.viridis(np.linspace(0, 1, 5))
assert colors.shape == (5, 4)
for c in colors: plt.plot([1], color=c)

cmap = plt.get_cmap('tab10')
plt.plot([1], color=cmap(3))
r, g, b, a = cmap(0.5)

import matplotlib.cm as cm
assert len(cm.rainbow(np.linspace(0, 1, 7))) == 7

import matplotlib as mpl
c = mpl.colormaps['viridis'].resampled(8)
mpl.use('Agg')

import matplotlib
matplotlib.rcParams['text.usetex'] = False
assert isinstance(matplotlib.__version__, str)

from matplotlib import pyplot, gridspec, animation
gs = gridspec.GridSpec(2, 2)
plt.subplot(gs[0, :])

from matplotlib.animation import FuncAnimation
anim = FuncAnimation(plt.figure(), lambda i: None, frames=3)
anim.save('a.gif', writer='pillow')

from matplotlib.ticker import MaxNLocator
plt.gca().xaxis.set_major_locator(MaxNLocator(integer=True))

axd = plt.figure().subplot_mosaic('AB;CC')
axd['A'].plot([1])
for name, ax in axd.items(): ax.set_title(name)

for ax in plt.gcf().axes: ax.label_outer()

n = 3 / (1 + plt.gcf().dpi) + plt.gcf().dpi ** 2 - 1
print(f'{plt.gcf().dpi:.2f} {plt.gcf().dpi:>8} {plt.gcf().dpi}')

print('%.3f and %d and %s' % (plt.gcf().dpi, plt.gcf().number, plt.gca()))

assert float(plt.gca().get_xlim()[0]) == 0
assert int(plt.gcf().number) == 0
round(plt.gcf().dpi, 2)

color = next(plt.gca()._get_lines.prop_cycler)['color']

class Plotter(plt.Figure):
    def __init__(self):
        super().__init__(figsize=(2, 2))
        self.k = 1
assert Plotter().k == 1
Plotter().savefig('a.png')

assert isinstance(plt.gca(), plt.Axes)
assert not isinstance(3, plt.Axes)

try:
    plt.savefig('a.png', dpi=200)
except plt.PlotError as error:
    print(error)

np.asarray(plt.gca().get_xticks()).mean()
np.linspace(*plt.xlim(), 5)
np.sqrt(plt.gcf().dpi) + np.ones(3)

sorted([plt.gca(), plt.gca()])
max(plt.xlim())
sum(plt.xlim())
list(map(str, plt.xlim()))

from mpl_toolkits.mplot3d import Axes3D
from cycler import cycler
plt.rc('axes', prop_cycle=cycler(color=['r', 'g']))

import seaborn as sns
sns.set_theme(style='whitegrid')
sns.heatmap(np.eye(3), annot=True, fmt='.2f').set_title('x')

import seaborn as sns
palette = sns.color_palette('husl', 8)
assert len(palette) == 8
plt.plot([1], color=palette[7])

import seaborn as sns
g = sns.FacetGrid(None, col='a')
g.map(plt.hist, 'b')
for ax in g.axes.flat: ax.set_title('')

from matplotlib.pyplot import *
figure(); plot([1, 2]); xlabel('x'); show()

from pylab import *
plot(linspace(0, 1, 5), sin(arange(5)))
assert pi > 3

plt.ion(); plt.clf(); plt.pause(0.1); plt.draw(); plt.close('all')

fig, ax = plt.subplots()
ax.spines['top'].set_visible(False)
for s in ['top', 'right']: ax.spines[s].set_color('none')

for bar, v in zip(plt.bar([0, 1], [2, 3]), [2, 3]): plt.text(bar.get_x() + bar.get_width() / 2, v, f'{v:.1f}')

import plotly.graph_objects as go
fig = go.Figure(data=[go.Scatter(x=[1], y=[2])])
fig.update_layout(title='x').show()

import plotly.express as px
px.line(x=[1], y=[2]).write_html('a.html')
""".strip().split("\n\n")
SHOWN = """
from IPython.display import display, HTML, Markdown, Math, Image, clear_output
clear_output(wait=True)
display(HTML('<b>x</b>'), Markdown('# x'), Math('x'), Image('x.png'))

from IPython.display import display
handle = display('x', display_id=True)
handle.update('y')

from IPython import get_ipython
ipython = get_ipython()
if ipython is not None:
    ipython.run_line_magic('matplotlib', 'inline')

import ipywidgets as widgets
slider = widgets.IntSlider(value=3, min=0, max=10)
assert slider.value + 1 == 4
slider.observe(lambda change: None, names='value')

from ipywidgets import interact, interactive, fixed, FloatSlider
@interact(x=(0, 10), y=FloatSlider(value=1))
def f(x=1, y=2): return x + y
assert f(1, 2) == 3

from ipywidgets import interact
interact(lambda n: n, n=(0, 3))

import ipywidgets as w
out = w.Output()
with out:
    print('x')
box = w.VBox([w.Button(description='a'), out])
box.children[0].on_click(print)

import ipywidgets as w
class Panel(w.VBox):
    def __init__(self, n):
        super().__init__(children=[])
        self.n = n
assert Panel(3).n == 3

from google.colab import drive, files
drive.mount('/content/drive')
uploaded = files.upload()
list(uploaded.keys())

import wandb
run = wandb.init(project='x', config={'lr': 1})
wandb.log({'loss': 0.1})
run.finish()

from tkinter import W, ttk
import turtle
turtle.forward(100); turtle.done()

from rich import print
from rich.progress import track
assert [k for k in track(range(3), description='x')] == [0, 1, 2]

from numba import njit, jit, prange
@njit
def f(x): return x + 1
@jit(nopython=True, cache=True)
def g(n):
    s = 0
    for i in prange(n): s += i
    return s
assert (f(1), g(4)) == (2, 6)
""".strip().split("\n\n")
COUNTED = """
bar = tqdm(range(5))
for k in bar:
    bar.set_description(f'epoch {k}')
    bar.set_postfix(loss=0.1, acc=k)
assert (k, bar.n, bar.total, len(bar)) == (4, 5, 5, 5)

assert list(tqdm([3, 1, 2], desc='x', leave=False, ncols=80)) == [3, 1, 2]

with tqdm(total=10, unit='B', unit_scale=True) as bar:
    for _ in range(5):
        bar.update(2)
    bar.close()
assert bar.n == 10

with tqdm(range(3)) as bar:
    seen = [k for k in bar]
    bar.set_postfix({'loss': 1.0}, refresh=False)
assert seen == [0, 1, 2]

assert [k for k, x in enumerate(tqdm('abc'))] == [0, 1, 2]
assert dict(tqdm({'a': 1}.items())) == {'a': 1}

assert list(trange(1, 7, 2, desc='x')) == [1, 3, 5]
assert sum(1 for _ in tqdm(k for k in range(4))) == 4

from tqdm.auto import tqdm, trange
assert list(tqdm(zip('ab', 'cd'), total=2)) == [('a', 'c'), ('b', 'd')]

from tqdm.notebook import tqdm
for epoch in tqdm(range(2)):
    for step in tqdm(range(2), leave=False): pass

import tqdm
assert list(tqdm.tqdm(range(2))) == list(tqdm.trange(2)) == [0, 1]
tqdm.tqdm.write('done')

import tqdm.notebook as tn
assert list(tn.trange(2)) == [0, 1]

from tqdm import tqdm_notebook, tnrange
assert list(tnrange(2)) == list(tqdm_notebook([0, 1]))

from tqdm.contrib import tenumerate, tzip
assert list(tenumerate('ab')) == [(0, 'a'), (1, 'b')]
assert list(tzip([1], [2])) == [(1, 2)]

from tqdm.contrib.concurrent import process_map
assert process_map(abs, [-1, 2], max_workers=2) == [1, 2]

bar = tqdm(total=3)
bar.refresh(); bar.clear(); bar.reset(total=5); bar.set_description_str('x'); bar.display()
assert (bar.n, bar.total, bar.disable) == (0, 5, False)
bar.format_dict['elapsed'] + 1

class Bar(tqdm):
    def update_to(self, n): return self.update(n - self.n)
bar = Bar(total=9)
bar.update_to(4)
assert bar.n == 4

tqdm.pandas(desc='x')
assert len(tqdm([1, 2])) == 2
assert list(reversed(tqdm([1, 2]))) == [2, 1]
assert 1 in tqdm([1])

bar = tqdm(range(10))
for k in bar:
    if k == 3: break
assert bar.n == 3
assert bool(tqdm(total=0)) is False
""".strip().split("\n\n")


@pytest.fixture(scope="module")
def problems(tiny, zygote):
    running = Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)

    def problems(source: str):
        report = running.grade(Submission("someone", python_files({"means": source.encode()})))
        return [message for message in report.messages if "raised" in message]

    return problems


@pytest.mark.parametrize("snippet", [*DRAWN, *SHOWN], ids=range(len(DRAWN + SHOWN)))
def test_ordinary_drawing_does_no_harm(problems, snippet):
    assert problems(f"{MEAN}import matplotlib.pyplot as plt\n{snippet}\n") == []


@pytest.mark.parametrize("snippet", COUNTED, ids=range(len(COUNTED)))
def test_a_progress_bar_yields_what_it_was_given(problems, snippet):
    assert problems(f"{MEAN}from tqdm import tqdm, trange\n{snippet}\n") == []


def test_what_is_no_stand_in_still_raises(problems):
    assert "AssertionError" in problems(f"{MEAN}from tqdm import tqdm\nassert list(tqdm([1])) == [2]\n")[0]


# Each with a line that raises where there is no screen, in a function that is asked for: mean is right without it.
IN_A_FUNCTION = {
    "a format that no stand-in has": "    print('{:%Y}'.format(plt.gcf()))\n",
    "a package that is not here": "    import pandas as pd\n    print(pd.DataFrame(X).head())\n",
    "a subtraction of texts": "    title = plt.gcf().get_label().index('a') + 'x' - 1\n    plt.title(title)\n",
    "a context": "    with open(plt.gcf().number, 'w') as file:\n        file.write('x')\n",
    "a bar that is told too much": "    bar = tqdm(X)\n    bar.set_postfix({'x': 1}, **{'x': int('a')})\n",
    "a loop over an array": "    for row in tqdm(X):\n        plt.plot(row, label=plt.gcf().names[0] + undefined)\n",
    "a name that builds on it": "    title = {}[plt.gca()]\n    text = title + 'x'\n    print(text)\n",
    "a dictionary": "    handles = {'a': 1}[plt.gca().get_title()]\n    plt.legend(handles=handles)\n",
    "a writer of a package that is not here": "    writer.add_scalar('x', 1)\n",
    "a table of a package that is not here": "    table = lt.Table(X)\n    table.show()\n",
    "one of several on a line": "    rows = []; print(lt.Table(X)); rows.append(1)\n    X = X * len(rows)\n",
    "a file that is written": "    np.save('means.npy', X)\n",
    "a log": "    with open('log.txt', 'a') as log:\n        log.write('x')\n        print('x', file=log)\n",
    "a folder": "    import os\n    os.makedirs('out')\n    file = open('out/x', 'w')\n    file.close()\n",
    "a helper": "    draw(X)\n",
    "a helper in a class": "    Net().draw(X)\n",
    "a function within": "    def show():\n        {}[plt.gca()]\n    show()\n",
}
HELPERS = """
import large_tables as lt
from tensor.board import Writer
writer = Writer('runs')
def draw(X):
    {}[plt.gca()]
class Net:
    def draw(self, X):
        {}[plt.gca()]
"""


@pytest.mark.parametrize("lines", IN_A_FUNCTION.values(), ids=IN_A_FUNCTION.keys())
def test_a_call_is_made_once_more_without_the_line_that_draws(tiny, zygote, lines):
    running = Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)
    body = MEAN.replace("    return", f"{lines}    X += 0\n    return")
    source = f"from tqdm import tqdm\nimport matplotlib.pyplot as plt\n{HELPERS}{body}"
    report = running.grade(Submission("someone", python_files({"means": source.encode()})))
    mean = report.exercises[0]
    assert mean.score == mean.max_score, mean.checks[0].message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "    return {}[plt.gca()]\n",
            "This line draws or shows something, and the packages for that are not installed here",
        ),
        ("    if {}[plt.gca()]:\n        pass\n", "This line draws or shows something"),
        ("    shift = {}[plt.gca()]\n    X = X + shift\n", "This line draws or shows something"),
    ],
)
def test_where_the_answer_hangs_on_the_line_that_draws_it_is_said(tiny, zygote, line, said):
    running = Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)
    source = "import matplotlib.pyplot as plt\n" + MEAN.replace("    return", f"{line}    return")
    report = running.grade(Submission("someone", python_files({"means": source.encode()})))
    message = report.exercises[0].checks[0].message
    assert "raised KeyError" in message
    assert said in message


@pytest.mark.parametrize("line", ["{}[1]", "X = np.load('shift.npy') + X", "undefined(X)", "X[7, 7]"])
def test_a_line_that_would_fail_at_home_is_never_left_out(tiny, zygote, line):
    running = Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)
    source = "import matplotlib.pyplot as plt\n" + MEAN.replace(
        "    return", f"    plt.plot(X)\n    {line}\n    return"
    )
    report = running.grade(Submission("someone", python_files({"means": source.encode()})))
    assert report.exercises[0].score == 0
