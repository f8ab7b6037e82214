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
=== stdin_end
import sys; print(repr(sys.stdin.read() if sys.stdin and not sys.stdin.closed else None))
=== fork_prints
import os, sys
sys.stdout.flush(); number = os.fork()
if number == 0:
    os._exit(5)
print(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]))
=== fork_raises
import os
number = os.fork()
if number == 0:
    try:
        raise ValueError('in the child')
    finally:
        os._exit(3)
# %%
os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
=== double_fork
import os, time
if os.fork() == 0:
    if os.fork() == 0:
        os.setsid(); time.sleep(0.3)
    os._exit(0)
os.wait()[1]
=== close_range
import os; os.closerange(200, 1000); print('still')
# %%
1
=== alarm
import signal, time
signal.signal(signal.SIGALRM, lambda *_: print('rings')); signal.setitimer(signal.ITIMER_REAL, 0.05); time.sleep(0.2)
# %%
def ring(*_): raise TimeoutError('rings')
signal.signal(signal.SIGALRM, ring); signal.setitimer(signal.ITIMER_REAL, 0.05)
while True: time.sleep(0.01)
=== own_interrupt
import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(1)
# %%
print('not reached')
=== thread_error
import threading
def fail(): raise ValueError('in a thread')
t = threading.Thread(target=fail, name='own'); t.start(); t.join(); print('on')
=== thread_exit
import threading, sys
t = threading.Thread(target=sys.exit, args=(4,)); t.start(); t.join(); print('on')
=== atexit_error
import atexit
@atexit.register
def fail(): raise ValueError('at the end')
=== atexit_writes
import atexit, pathlib; atexit.register(lambda: pathlib.Path('left.txt').write_text('x' * 7)); None
=== finalizer
import weakref
class A: pass
a = A(); weakref.finalize(a, print, 'finalised')
# %%
del a
=== del_raises
class A:
    def __del__(self): raise ValueError('in del')
a = A()
# %%
del a; print('on')
=== deleted_folder
import os; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')
# %%
try: os.getcwd()
except OSError as e: print(type(e).__name__)
=== print_replaced
import builtins; real = builtins.print; builtins.print = lambda *a, **k: real('!', *a, **k); print('x')
# %%
print('y'); builtins.print = real
=== stdout_none
import sys; kept = sys.stdout; sys.stdout = None; print('nowhere'); sys.stdout = kept; print('here')
=== stdout_text
import sys, io; kept, sys.stdout = sys.stdout, io.StringIO(); print('in')
text = sys.stdout.getvalue(); sys.stdout = kept; text
=== stderr_replaced
import sys, io, warnings; kept = sys.stderr; sys.stderr = io.StringIO(); warnings.warn('hidden'); sys.stderr = kept
# %%
1/0
=== long_line
print('x' * 3_000_000)
=== null_bytes
print('a\0b\x01\x07c'); 'a\0b'
=== ansi
print('\x1b[31mred\x1b[0m \x1b[2K\x1b[1A over')
=== carriage
for n in range(5): print(f'\r{n}', end='')
print()
=== backspace
print('abc\b\bX')
=== not_utf8
import os; os.write(1, b'\xff\xfe\x80\n')
=== bash_background
%%bash --bg
true
=== shell_status
!exit 3
# %%
_exit_code
=== shell_killed
!kill -9 $$
# %%
_exit_code
=== script_false
%%script false
=== shell_lines
lines = !printf 'a\nb\n'
lines
=== import_replaced
import builtins; real = builtins.__import__
def own(name, *a, **k):
    if name == 'colorsys': raise ImportError('refused')
    return real(name, *a, **k)
builtins.__import__ = own
# %%
import colorsys
=== module_none
import sys; sys.modules['colorsys'] = None
# %%
import colorsys
=== trace
import sys; seen = []
sys.settrace(lambda *a: seen.append(1)); (lambda: 1)(); sys.settrace(None); bool(seen)
=== profile
import sys; seen = []
sys.setprofile(lambda *a: seen.append(1)); len([]); sys.setprofile(None); bool(seen)
=== task_left
import asyncio
async def long(): await asyncio.sleep(3600)
t = asyncio.ensure_future(long()); await asyncio.sleep(0); t.done()
=== task_cancelled
import asyncio
t = asyncio.ensure_future(asyncio.sleep(3600)); t.cancel()
# %%
await t
=== executor_thread
import asyncio; await asyncio.get_running_loop().run_in_executor(None, sum, [1, 2])
=== few_files
import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
# %%
kept = []
try:
    while True: kept.append(open('/dev/null'))
except OSError as e: print(e.errno)
kept.clear()
# %%
print('on')
=== file_size
import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try: open('big', 'wb', buffering=0).write(b'x' * 1000); open('big', 'ab', buffering=0).write(b'x')
except OSError as e: print(e.errno)
=== broken_pipe
import os; r, w = os.pipe(); os.close(r)
os.write(w, b'x')
=== exit_own
class Leave(SystemExit): pass
raise Leave(9)
=== interrupt_own
class Stop(KeyboardInterrupt): pass
raise Stop('own')
=== generator_exit
raise GeneratorExit('own')
=== str_raises
class E(Exception):
    def __str__(self): raise ValueError('no text')
raise E()
=== long_message
raise ValueError('y' * 200_000)
=== repr_returns_number
class A:
    def __repr__(self): return 5
A()
=== mimebundle_junk
class A:
    def _repr_mimebundle_(self, **k): return 'junk'
    def __repr__(self): return 'A'
A()
=== html_raises
class A:
    def _repr_html_(self): raise ValueError('no html')
    def __repr__(self): return 'A'
A()
=== display_metadata
from IPython.display import display
display({'text/plain': 'x', 'application/own+json': {'a': [1]}}, raw=True, metadata={'own': 1})
=== warnings_error
import warnings; warnings.simplefilter('error'); warnings.warn('now an error')
=== int_digits
import sys; sys.set_int_max_str_digits(700); str(10 ** 700)
=== context
import contextvars; v = contextvars.ContextVar('v', default=0); v.set(3)
# %%
v.get()
=== manager
import multiprocessing as m
with m.Manager() as g:
    d = g.dict(); d['a'] = 1; print(dict(d))
=== pty_child
import pty, os
number, line = pty.fork()
if number == 0: os._exit(2)
os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
=== exec_nested
exec("exec(\"print('deep')\\n1/0\")")
=== future
from __future__ import annotations
def f(a: nowhere): return 1
# %%
f.__annotations__
=== name_main
if __name__ == '__main__': print(__name__, '__file__' in globals())
=== ipython_error_in_magic
%timeit -n 1 -r 1 1/0
=== hidden_cells
print('tab:\there'); print('Tiếng Việt: Đắk Lắk, Bà Rịa – Vũng Tàu')
=== nested_display
from IPython.display import display
class A:
    def _repr_html_(self): display('inside'); return '<i>a</i>'
    def __repr__(self): return 'A'
A()
=== output_widget_nested
import ipywidgets as w; o = w.Output()
with o: print('in'); 1/0
# %%
o.outputs and o.outputs[0]['text']
"""


def read_cases():
    """Return the cells of each notebook by its name."""
    parts = [part.partition("\n") for part in re.split(r"^=== ", CASES, flags=re.MULTILINE)[1:]]
    return {
        name: [cell.strip("\n") for cell in re.split(r"^# %%\n", body, flags=re.MULTILINE)] for name, _, body in parts
    }
