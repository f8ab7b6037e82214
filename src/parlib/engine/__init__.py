"""How a notebook runs: papermill's engine `parlib`, and warm workers for many notebooks.

Every notebook gets a clean process of its own, forked from a warm one that has done the imports once.
The child runs the real ipykernel and the real IPython shell; papermill's own client (nbclient) drives it
and writes the notebook. Only the transport between them is ours: two socket pairs in place of five ZeroMQ
ports, so nothing has to be bound, polled or waited for. What the reader sees is therefore made by the
same code as in stock papermill, and because the client lives in another process, a kernel that is
killed, leaves or runs out of memory cannot take the finished cells with it.

Why not the two designs that were tried before: a real kernel over ipc ports (slower: heartbeat, five
sockets and three threads a kernel, fixed waits) and papermill with a capturing shell inside the forked
process (as fast, but a second implementation of the shell's output, no widgets, and the writer dies
with the notebook).

Modules, from the socket up
---------------------------
`framing` messages of frames over a socket · `preload` what is imported once · `memory` what children need not carry ·
`imported` what was imported, held against what a notebook would import now · `warm` the process that forks ·
`process` our end of it · `borrowed` which one a program uses · `shared` one for all programs of a user · `kernel` the
child · `streams` what it shows and prints · `client` the papermill side · `driver` papermill's client with less work
for a message · `atomic` and `saves` whole files only · `provisioner` and `jupyter_kernel` warm kernels for
JupyterLab, with ports · `entry` the engine · `run` one notebook · `task` what to run and what came of it · `worker`
one worker · `workers` the pool.

What a notebook can notice
--------------------------
Output is sent by who shows it, and what C code or a child process has written before it stands before it (in
stock that is left to two threads and chance). There is no connection file and no heartbeat, so `%connect_info`,
a second front end and the debugger do not work; fewer threads are listed; a preloaded library is already in
`sys.modules` and its import prints nothing; arrow takes its memory from the C library; processes left running
when the notebook ends are killed (ipykernel kills its children too).
What sets variables or paths before it imports, or has a file beside it named as what was imported, stock runs; an
edited module starts the warm process anew; nbclient and nbconvert borrow a kernel with `run.lend_kernel`.
JupyterLab forks ipykernel as it is, ports, debugger and all (`provisioner`); it asks the notebook that it opens what it
sets before its imports, so what is typed into it later is as with any library that is imported already.
A warm process ends with its program. Where PARLIB_KEEP_WARM is set (minutes) it is shared by the user's programs whose
kernels would be the same (`shared.describe_program`) and leaves when nobody has asked for so long. It is asked for: a
process that stays holds 0.2 GB, and of a later command of papermill, which is 0.75 of stock's processor time with it
(``benchmarks/bench_oneoff.py``), two thirds are papermill's own import.
IPython startup files, extensions, `ipython_config.py` and `ipython_kernel_config.py` are honoured.
"""
