"""Small notebooks that every engine runs alike: ``===`` and a name, then cells parted by ``# %%``."""

import re

CASES = r"""
=== print
print('one'); import sys; print('two', file=sys.stderr)
=== nonl
import sys; sys.stdout.write('x'); sys.stdout.flush()
=== result
1 + 1
# %%
_ + 1, Out[1], In[1]
=== unicode
print('Tỉnh Quảng Ninh ☃ 😀'); '\u0301'
=== surrogate
print('a\ud800b')
# %%
print('next')
=== surrogate2
import json; print(json.loads('"\\ud83d"'))
# %%
1
=== surrogate_display
'\udcff'
=== surrogate_raise
raise ValueError('\ud800')
=== bytes
b'\xff\x00'
=== html
from IPython.display import HTML, display; display(HTML('<b>x</b>'))
=== multi
from IPython.display import *; display(Markdown('*a*'), Latex('$x$'), JSON({'a': 1}), SVG('<svg xmlns="http://www.w3.org/2000/svg"></svg>'))
=== update
from IPython.display import display; h = display('a', display_id='i')
# %%
h.update('b')
=== clear
from IPython.display import clear_output; print('a'); clear_output(); print('b')
=== clearwait
from IPython.display import clear_output; print('a'); clear_output(wait=True); print('b')
=== clearwait2
from IPython.display import clear_output; print('a'); clear_output(wait=True)
# %%
print('c')
=== err
1/0
=== err_chain
try:
    1/0
except Exception as e:
    raise KeyError('x') from e
=== err_group
raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
=== err_syntax
x = = 1
=== err_indent
if 1:
pass
=== err_name
nothing_here
=== err_import
import no_such_module_at_all
=== err_note
e = ValueError('a'); e.add_note('note'); raise e
=== err_custom
class E(Exception):
    def __str__(self): return 'Vietnam ế'
raise E
=== err_traceback_render
from IPython.core.error import UsageError; raise UsageError('use')
=== err_in_function
def f(x): return g(x)
def g(x): return x['a']
f({})
=== err_continue
1/0
# %%
print('never')
=== recursion
def f(): return f()
try: f()
except RecursionError as e: print(type(e).__name__)
=== keyboard
raise KeyboardInterrupt
# %%
2
=== systemexit
import sys; sys.exit(3)
# %%
'after'
=== exit
exit
=== warn
import warnings; warnings.warn('w'); warnings.warn('d', DeprecationWarning)
=== time
%time sum(range(9))
=== capture
%%capture c
print('hid')
# %%
c.stdout
=== bash
!echo hi; exit 3
# %%
_exit_code
=== bashcell
%%bash
echo out; echo err >&2
=== bashfail
%%bash
exit 4
=== script
%%python
print('child')
=== writefile
%%writefile made.txt
content
# %%
!cat made.txt
=== run
%%writefile helper.py
print('ran', __name__); value = 4
# %%
%run helper.py
# %%
value
=== cd
%cd ..
%cd -
=== who
a = 1; b = 'x'
# %%
%who
=== magics
%lsmagic
=== pwd
import os; os.path.basename(os.getcwd())
=== env
%env A_VARIABLE=5
# %%
import os; os.environ['A_VARIABLE']
=== env_before_numpy
import os; os.environ['OMP_NUM_THREADS'] = '1'; os.environ['OPENBLAS_NUM_THREADS'] = '1'
# %%
import numpy, threadpoolctl
[x['num_threads'] for x in threadpoolctl.threadpool_info()]
=== env_backend
import os; os.environ['MPLBACKEND'] = 'svg'
# %%
import matplotlib; matplotlib.get_backend()
=== path_vendored
import os, sys; os.makedirs('vendored', exist_ok=True); open('vendored/seaborn.py', 'w').write('__version__ = "mine"')
sys.path.insert(0, 'vendored')
# %%
import seaborn; seaborn.__version__
=== beside
open('seaborn.py', 'w').write('x = 1')
# %%
import seaborn; hasattr(seaborn, 'histplot')
=== mplrc
open('matplotlibrc', 'w').write('figure.dpi: 31')
# %%
import matplotlib.pyplot as plt; plt.rcParams['figure.dpi']
=== argv
import sys; [word for word in sys.argv if 'json' not in word and 'launcher' not in word], len(sys.argv)
# %%
sys.argv[0].endswith('ipykernel_launcher.py')
=== orig_argv
import sys; sys.orig_argv[1:3]
=== flags
import sys; sys.flags.dev_mode, sys.flags.utf8_mode, sys.stdout.encoding
# %%
sys.getdefaultencoding(), sys.getfilesystemencoding()
=== main
import __main__, sys; __name__, sys.modules['__main__'] is __main__, hasattr(__main__, '__file__')
=== syspath
import sys; sys.path[:2]
=== builtins
import builtins; sorted(x for x in dir(builtins) if x.islower())[:40]
=== getipython
type(get_ipython()).__name__, type(get_ipython().kernel).__name__
=== config
dict(get_ipython().config.get('InteractiveShellApp', {}))
=== threads
import threading; t = threading.Thread(target=lambda: print('in thread')); t.start(); t.join()
=== thread_late
import threading, time
threading.Thread(target=lambda: (time.sleep(.3), print('late'))).start()
# %%
import time; time.sleep(.8)
=== pool_thread
from concurrent.futures import ThreadPoolExecutor
list(ThreadPoolExecutor(2).map(abs, [-1, 2]))
=== mp_fork
import multiprocessing as m
with m.get_context('fork').Pool(2) as p: print(p.map(abs, [-1, -2]))
=== mp_spawn
import multiprocessing as m
with m.get_context('spawn').Pool(2) as p: print(p.map(abs, [-1, -2]))
=== mp_forkserver
import multiprocessing as m
with m.get_context('forkserver').Pool(2) as p: print(p.map(abs, [-1, -2]))
=== mp_executor
from concurrent.futures import ProcessPoolExecutor; import multiprocessing as m
with ProcessPoolExecutor(2, mp_context=m.get_context('spawn')) as p: print(list(p.map(abs, [-3])))
=== mp_module
open('wk.py', 'w').write('def work(x): return x * 2')
# %%
import wk, multiprocessing as m
with m.get_context('spawn').Pool(1) as p: print(p.map(wk.work, [4]))
=== loky
from joblib import Parallel, delayed
Parallel(2)(delayed(abs)(x) for x in [-1, -2, -3])
=== loky_module
open('wk.py', 'w').write('def work(x): return x * 2')
# %%
import wk; from joblib import Parallel, delayed
Parallel(2)(delayed(wk.work)(x) for x in [1, 2])
=== shared_memory
from multiprocessing import shared_memory
s = shared_memory.SharedMemory(create=True, size=10); s.buf[0] = 3; v = s.buf[0]; s.close(); s.unlink(); v
=== popen
import subprocess; subprocess.run(['echo', 'x'], capture_output=True, text=True).stdout
=== popen_stdout
import subprocess, time; subprocess.run(['echo', 'to the pipe']); time.sleep(.2)
=== oswrite
import os, time; os.write(1, b'raw\n'); time.sleep(.2)
=== left_child
import subprocess; p = subprocess.Popen(['sleep', '100']); p.poll()
=== atexit
import atexit; atexit.register(lambda: open('atexit.txt', 'w').write('ran')); 0
=== del
class A:
    def __del__(self): open('del.txt', 'a').write('x')
a = A(); del a
=== unflushed
f = open('unflushed.txt', 'w'); f.write('text'); 0
=== tempfile
import tempfile, os; d = tempfile.TemporaryDirectory(); os.path.exists(d.name)
=== log
import logging; logging.warning('logged'); logging.getLogger('x').error('e')
=== logbasic
import logging; logging.basicConfig(level=logging.INFO); logging.info('info')
=== input
input('name')
=== getpass
import getpass; getpass.getpass()
=== asyncawait
import asyncio; await asyncio.sleep(.01); 'done'
=== asyncgather
import asyncio
async def f(x): await asyncio.sleep(.01); return x
await asyncio.gather(f(1), f(2))
=== asynctask
import asyncio
async def f(): await asyncio.sleep(.1); print('task')
t = asyncio.ensure_future(f())
# %%
await t
=== asyncrun
import asyncio; asyncio.run(asyncio.sleep(0))
=== asyncerr
import asyncio
async def f(): raise ValueError('in task')
await f()
=== pandas
import pandas as pd; pd.DataFrame({'a': [1, 2], 'b': ['x', None]})
=== pandas_opts
import pandas as pd; pd.get_option('display.max_columns'), pd.get_option('display.max_rows')
=== pandas_style
import pandas as pd; pd.DataFrame({'a': [1]}).style.set_uuid('u')
=== pandas_wide
import pandas as pd, numpy as np; pd.DataFrame(np.arange(60).reshape(2, 30))
=== pandas_err
import pandas as pd; pd.DataFrame({'a': [1]})['b']
=== numpy
import numpy as np; np.arange(6).reshape(2, 3), np.geterr(), np.get_printoptions()['precision']
=== numpy_seed
import numpy as np; np.random.seed(1); np.random.rand(), np.random.default_rng(1).random()
=== plot
import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.title('t')
=== plot_svg
%config InlineBackend.figure_formats = ['svg']
import matplotlib; matplotlib.rcParams['svg.hashsalt'] = 'x'
import matplotlib.pyplot as plt; plt.plot([1, 2]); None
=== plot_two
import matplotlib.pyplot as plt
plt.figure(); plt.plot([1]); plt.figure(); plt.plot([2]); None
=== plot_close
import matplotlib.pyplot as plt; fig = plt.figure(); plt.close(fig); fig
=== plot_backend
import matplotlib; matplotlib.get_backend()
=== plot_inline
%matplotlib inline
import matplotlib.pyplot as plt; plt.scatter([1], [2]); None
=== plot_agg
import matplotlib; matplotlib.use('agg'); import matplotlib.pyplot as plt; plt.plot([1])
=== seaborn
import seaborn as sns, pandas as pd; sns.barplot(pd.DataFrame({'a': [1, 2], 'b': [3, 4]}), x='a', y='b'); None
=== scipy
from scipy import stats; round(float(stats.norm.cdf(1)), 6)
=== statsmodels
import statsmodels.api as sm, numpy as np
sm.OLS(np.array([1., 2, 4]), sm.add_constant(np.array([1., 2, 3]))).fit().params.round(4)
=== parquet
import pandas as pd; pd.DataFrame({'a': [1]}).to_parquet('a.parquet'); pd.read_parquet('a.parquet')
=== sqlite
import sqlite3; c = sqlite3.connect('db.sqlite'); c.execute('create table t (a)'); c.execute('select 1').fetchone()
=== widgets
import ipywidgets as w; w.IntSlider(value=3)
=== widget_out
import ipywidgets as w; o = w.Output()
with o: print('inside')
o
=== progress
from tqdm import tqdm
sum(tqdm(range(3), disable=True))
=== store
get_ipython().run_line_magic('load_ext', 'storemagic')
=== autoreload
%load_ext autoreload
%autoreload 2
=== history
%history
=== pinfo
len?
=== docstring
def f():
    "doc"
f??
=== alias
%alias_magic t timeit
=== long
'x' * 5000
=== bigprint
print('y' * 200000)
=== manyprints
for i in range(2000): print(i)
=== repr_html
class A:
    def _repr_html_(self): return '<i>a</i>'
A()
=== repr_bad
class A:
    def __repr__(self): raise ValueError('repr')
A()
=== repr_mime
class A:
    def _repr_mimebundle_(self, include=None, exclude=None): return {'text/plain': 'p', 'application/x+json': {'a': 1}}
A()
=== displayhook
import sys; sys.displayhook.__class__.__name__
=== excepthook
import sys; sys.excepthook = lambda *a: print('mine'); 1/0
=== customexc
def h(shell, et, ev, tb, tb_offset=None): print('custom', et.__name__)
get_ipython().set_custom_exc((ValueError,), h); raise ValueError
=== prehook
get_ipython().events.register('pre_run_cell', lambda info: print('pre'))
# %%
1
=== posthook
get_ipython().events.register('post_execute', lambda: print('post'))
# %%
2
=== payload
get_ipython().set_next_input('x = 1')
=== dataclass
from dataclasses import dataclass
@dataclass
class P: x: int
P(1)
=== pickle
import pickle
class A: pass
type(pickle.loads(pickle.dumps(A()))).__name__
=== inspect
import inspect
def f(): return 1
inspect.getsource(f)
=== closed_stdout
import sys; sys.stdout.close()
# %%
1
=== closed_fd1
import os; os.close(1); os.close(2)
# %%
print('still')
=== dup_fd
import os; d = os.dup(1); os.dup2(d, 1); print('ok')
=== redirect
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()) as s: print('in')
s.getvalue()
=== signal
import signal; signal.getsignal(signal.SIGINT).__class__.__name__, str(signal.getsignal(signal.SIGTERM))
=== umask
import os; u = os.umask(0); os.umask(u); u
=== limits
import resource; resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_DATA)
=== locale
import locale; locale.getlocale(), locale.getpreferredencoding()
=== tz
import time, os; time.tzname
=== faulthandler
import faulthandler; faulthandler.is_enabled()
=== gc
import gc; gc.isenabled(), gc.get_threshold()
=== setrecursion
import sys; sys.getrecursionlimit()
=== switch
import sys; sys.getswitchinterval(), sys.hash_info.width
=== empty

=== semicolon
1;
=== last_expr
a = 3
a
=== star
%config InteractiveShell.ast_node_interactivity = 'all'
# %%
1
2
=== latex
from sympy_missing import x
"""


def read_cases():
    """Return the cells of each notebook by its name."""
    parts = [part.partition("\n") for part in re.split(r"^=== ", CASES, flags=re.MULTILINE)[1:]]
    return {
        name: [cell.strip("\n") for cell in re.split(r"^# %%\n", body, flags=re.MULTILINE)] for name, _, body in parts
    }
