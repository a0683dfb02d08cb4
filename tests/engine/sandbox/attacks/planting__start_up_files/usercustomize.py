import builtins

builtins.__dict__["GOT_IN"] = True
