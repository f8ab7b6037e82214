"""Notebooks of the conformance suite: cells parted by ``# %%``, with tags behind it.

Output of C code and of other processes comes through a pipe; a short sleep lets it belong to its cell.
"""

SHOWN = r"""
# %%
import sys
print('one'); print('two', file=sys.stderr); print('three')
# %%
sys.stdout.write('no newline'); sys.stdout.flush(); sys.stderr.write('e\n'); None
# %%
for i in range(3):
    print(i, end=' ')
    time_taken = None
# %%
1 + 1
# %%
_ + 1, Out[4], In[4]
# %%
'text'; None
# %%
'shown'
# %%
from IPython.display import display, HTML, Markdown, JSON, SVG, clear_output, update_display
display(HTML('<b>b</b>'), Markdown('*m*')); display(JSON({'a': [1, None]}), metadata={'x': 1})
# %%
handle = display('first', display_id='fixed'); display('other')
# %%
handle.update('second'); update_display('third', display_id='fixed')
# %%
print('gone'); clear_output(); print('stays')
# %%
print('gone'); clear_output(wait=True); display('new')
# %%
print('stays'); clear_output(wait=True)
# %%
%%time
sum(range(10))
# %%
%%capture caught
print('hidden')
# %%
caught.stdout
# %%
import asyncio
await asyncio.sleep(0.01)
asyncio.get_running_loop().is_running()
# %%
async def later():
    await asyncio.sleep(0.05)
    return 'later'
task = asyncio.ensure_future(later())
# %%
await task
# %%
import warnings
for _ in range(3):
    warnings.warn('once')
warnings.warn('twice', FutureWarning)
# %%
warnings.warn('old', DeprecationWarning)
# %%
print('a\rb'); print('tab\tend'); print('\x1b[31mred\x1b[0m'); print('tiếng Việt €')
# %%
!echo from the shell
lines = !printf 'a\nb'
lines
# %%
import os, subprocess
os.system('echo from a child')
subprocess.run(['sh', '-c', 'echo to stderr >&2'])
import time; time.sleep(0.4)
# %%
os.write(1, b'from a descriptor\n'); import time; time.sleep(0.4)
# %%
import ctypes
libc = ctypes.CDLL(None)
libc.printf(b'from C\n'); libc.fflush(None); import time; time.sleep(0.4)
# %%
print('x' * 30_000)
# %%
b'bytes', 1e-300, float('nan'), {1, 2}, [None] * 3
# %%
get_ipython().__class__.__name__, get_ipython().kernel.session.username is not None
# %%
%%bash
echo in bash; echo bad >&2; exit 0
# %%
%who_ls str
# %%
def f(x):
    'Docs.'
    return x
f?
# %%
import logging
logging.warning('logged')
logging.getLogger('x').error('named')
# %%
from IPython.display import Image
Image(data=bytes.fromhex('89504e470d0a1a0a'), format='png')
# %%
class Odd:
    def _repr_html_(self): return '<i>odd</i>'
    def _repr_mimebundle_(self, **kw): return {'text/odd': 'odd'}
Odd()
# %%

# %% skip-execution
print('skipped')
# %% raises-exception
1 / 0
# %%
print('after an allowed error')
"""

ERRORS = r"""
# %% raises-exception
try:
    {}['a']
except KeyError as e:
    raise RuntimeError('outer\nlines') from e
# %% raises-exception
def f():
return 1
# %% raises-exception
import pandas as pd
pd.DataFrame({'a': [1]})['b']
# %% raises-exception
def f(): return f()
try:
    f()
except RecursionError as e:
    print(e)
# %% raises-exception
raise KeyboardInterrupt
# %% raises-exception
input('name? ')
# %% raises-exception
import getpass; getpass.getpass()
# %% raises-exception
raise ExceptionGroup('many', [ValueError(1), TypeError(2)])
# %% raises-exception
import asyncio
kept = asyncio.sleep(0)
asyncio.run(kept)
# %% raises-exception
%%bash
echo out
exit 4
# %% raises-exception
import nosuchmodule
# %% raises-exception
class Bad:
    def __repr__(self): raise ValueError('no repr')
Bad()
# %% raises-exception
from IPython.display import display
display('x', display_id='d')
raise ValueError('<b>&')
# %% raises-exception
await asyncio.sleep(0)
1 / 0
# %% raises-exception
%debug
# %% raises-exception
%xmode Minimal
1 / 0
# %%
print('end')
"""

TABLES = r"""
# %%
import numpy as np, pandas as pd
table = pd.DataFrame({'a': range(100), 'tên': ['x'] * 100, 'd': pd.Timestamp('2024-01-01')})
table
# %%
table.head(2).T
# %%
print(table)
print(table.to_string(max_rows=4))
# %%
pd.DataFrame(np.arange(400.0).reshape(4, 100))
# %%
table.describe().style.format('{:.1f}').set_uuid('fixed')
# %%
table.info()
# %%
table.a.plot.__doc__[:20], pd.options.display.max_columns, pd.options.display.width
# %%
np.arange(2000), np.float64(1) / 3
# %%
np.array([1.0]) / 0
# %%
pd.Series(pd.array(['a', None], dtype='string[pyarrow]'))
# %%
import pyarrow as pa, pyarrow.compute as pc
pc.sum(pa.array(range(1_000_000))).as_py()
# %%
grid = np.random.default_rng(1).normal(size=(600, 600))
float(np.linalg.svd(grid @ grid, compute_uv=False)[0])
# %%
import statsmodels.formula.api as smf
data = pd.DataFrame({'x': np.arange(50.0)})
data['y'] = 2 * data.x + np.sin(data.x)
smf.ols('y ~ x', data).fit().summary().tables[1]
# %%
import json
from pandas._config import config
print({k: repr(v) for k, v in config._global_config.items()})
"""

CHARTS = r"""
# %%
import matplotlib.pyplot as plt, seaborn as sns, pandas as pd, numpy as np
# %%
plt.plot([1, 3, 2])
# %%
fig, ax = plt.subplots(figsize=(4, 3), dpi=80)
ax.bar(['Hà Nội', 'Đà Nẵng'], [1, 2]); ax.set_title('Tên')
# %%
tips = pd.DataFrame({'g': list('aabb') * 10, 'v': np.arange(40.0)})
sns.barplot(tips, x='g', y='v', seed=1)
# %%
sns.set_theme(style='whitegrid'); sns.histplot(tips, x='v', hue='g');
# %%
fig, ax = plt.subplots(); ax.plot([1, 2]); plt.show(); print('after')
# %%
fig
# %%
%config InlineBackend.figure_formats = ['svg']
plt.rcParams['svg.hashsalt'] = 'fixed'
plt.plot([1, 2], label='x'); plt.legend();
# %%
plt.get_backend(), plt.isinteractive()
# %%
import json
print(json.dumps({k: repr(v) for k, v in plt.rcParams.items()}, indent=0))
"""

PROCESSES = r"""
# %%
import multiprocessing as mp, os, threading, time
# %%
def work(x):
    return x * x
# %%
with mp.get_context('fork').Pool(2) as pool:
    print(pool.map(work, range(4)))
# %%
def say():
    print('from a forked child', flush=True)
child = mp.get_context('fork').Process(target=say); child.start(); child.join(); time.sleep(0.4)
# %%
from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor
with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(work, range(3))))
# %%
with ProcessPoolExecutor(2, mp_context=mp.get_context('spawn')) as pool:
    print(list(pool.map(abs, [-1, -2])))
# %%
thread = threading.Thread(target=lambda: print('from a thread')); thread.start(); thread.join()
# %%
try:
    from joblib import Parallel, delayed
    print(Parallel(n_jobs=2)(delayed(abs)(-i) for i in range(4)))
    print(Parallel(n_jobs=2, prefer='threads')(delayed(abs)(-i) for i in range(4)))
except ImportError:
    print('no joblib')
# %%
pid = os.fork()
if pid == 0:
    os._exit(7)
os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
# %%
import subprocess
subprocess.run(['sh', '-c', 'exit 3']).returncode
# %%
import signal
old = signal.signal(signal.SIGALRM, lambda *_: print('alarm'))
signal.setitimer(signal.ITIMER_REAL, 0.05); time.sleep(0.2)
"""

PLACE = r"""
# %%
import os, sys, signal, json, resource, warnings, locale, gc
import faulthandler, builtins, asyncio, decimal, logging
# %%
sorted(globals())
# %%
__name__, sys.modules['__main__'].__name__, hasattr(sys.modules['__main__'], '__file__')
# %%
os.getcwd(), os.environ['MPLBACKEND'], sys.executable, sys.flags, sys.prefix
# %%
sys.path
# %%
len(sys.argv), sys.argv[0], sys.argv[1], sys.argv[3:]
# %%
print({s.name: str(signal.getsignal(s)) for s in signal.valid_signals() if isinstance(s, signal.Signals)})
# %%
[resource.getrlimit(getattr(resource, n)) for n in dir(resource) if n.startswith('RLIMIT_')]
# %%
(os.umask(0o22), locale.setlocale(locale.LC_ALL), sys.getrecursionlimit(), sys.getswitchinterval(),
 gc.isenabled(), gc.get_threshold())
# %%
(faulthandler.is_enabled(), sys.getdefaultencoding(), sys.stdout.encoding, sys.stdin.read(),
 decimal.getcontext())
# %%
sorted(n for n in dir(builtins))
# %%
(type(asyncio.get_running_loop()).__name__, type(sys.stdout).__name__, sys.stdout.isatty(),
 type(sys.displayhook).__name__)
# %%
logging.getLogger().handlers, logging.getLogger().level
# %%
sorted(os.listdir('/proc/self/fd'), key=int)[:3], os.getpgid(0) == os.getpid(), os.getsid(0) == os.getpid()
# %%
get_ipython().config
# %%
import threading
threading.current_thread() is threading.main_thread(), threading.current_thread().name
# %%
print(sorted(get_ipython().magics_manager.magics['line']))
# %%
import numpy as np
np.geterr(), np.get_printoptions()
# %%
import parlib.engine.preload as p, importlib
for n in p.PRELOAD: importlib.import_module(n)
# %%
print(sorted(k for k in os.environ if not k.startswith('PYTEST')))
# %%
sorted({(f[0], f[2].__name__, f[4]) for f in warnings.filters})
# %%
get_ipython().ask_exit.__name__, get_ipython().history_manager.hist_file, get_ipython().execution_count
# %%
import random, tempfile, uuid
random.seed(3); random.random(), (np.random.seed(3), np.random.rand())[1]
"""

WIDGETS = r"""
# %%
import ipywidgets as w
from IPython.display import display
slider = w.IntSlider(value=3); display(slider)
# %%
out = w.Output()
with out:
    print('inside')
out
# %%
slider.value = 5; slider.value
# %%
from tqdm.auto import tqdm
tqdm.__module__
"""

LEAVES_TRACES = r"""
# %%
import os, sys, atexit, warnings, pandas as pd, matplotlib.pyplot as plt, numpy as np, builtins, logging
# %%
os.environ['LEAK'] = '1'; os.chdir('/'); sys.path.append('/leak'); builtins.leak = 1
# %%
pd.options.display.max_rows = 3; plt.rcParams['figure.dpi'] = 31; np.set_printoptions(precision=1)
# %%
pd.DataFrame.leak = 1; warnings.simplefilter('error'); logging.disable(); sys.modules['leaked'] = os
# %%
from pathlib import Path
atexit.register(lambda: Path(folder, 'atexit').write_text('ran'))
# %%
import subprocess, threading, time
child = subprocess.Popen(['sleep', '1000'])
child.pid
# %%
threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
# %%
import random
random.random(), np.random.rand(), np.random.default_rng().random(), id(object()) and os.urandom(4).hex()
# %%
np.random.seed(1); random.seed(1)
random.random(), np.random.rand()
"""

FINDS_NONE = r"""
# %%
import os, sys, atexit, warnings, pandas as pd, matplotlib.pyplot as plt, numpy as np, builtins, logging
# %%
[os.environ.get('LEAK'), os.getcwd() == '/', '/leak' in sys.path, hasattr(builtins, 'leak'),
 pd.options.display.max_rows, plt.rcParams['figure.dpi'] == 31, np.get_printoptions()['precision'],
 hasattr(pd.DataFrame, 'leak'), warnings.filters[0][0] == 'error',
 logging.root.manager.disable, 'leaked' in sys.modules]
# %%
import random
random.random(), np.random.rand(), np.random.default_rng().random(), id(object()) and os.urandom(4).hex()
# %%
np.random.seed(1); random.seed(1)
random.random(), np.random.rand()
"""

STOPS = {
    "error": r"""
# %%
def deep(n):
    return 1 / n
print('before')
# %%
deep(0)
# %%
print('never')
""",
    "syntax": r"""
# %%
1
# %%
if True print('x')
# %%
2
""",
    "input": r"""
# %%
input('name? ')
# %%
1
""",
    "exit": r"""
# %%
import sys
print('a')
# %%
sys.exit()
# %%
print('b')
""",
    "exit_code": r"""
# %%
import sys
# %%
sys.exit(3)
# %%
print('b')
""",
    "magic": r"""
# %%
%nosuchmagic
""",
}

LOSSES = {
    "leave": r"""
# %%
print('kept')
# %%
import os, sys
print('last'); sys.stdout.flush(); os._exit(3)
# %%
1
""",
    "kill": r"""
# %%
print('kept')
# %%
import os, signal
os.kill(os.getpid(), signal.SIGKILL)
# %%
1
""",
    "crash": r"""
# %%
print('kept')
# %%
import ctypes
ctypes.string_at(0)
# %%
1
""",
    "endless": r"""
# %%
print('kept')
# %%
while True: pass
# %%
1
""",
}
