"""What type checkers and editors see: modules of questions, which are fetched when they are first named."""

from parlib.study import actions as actions
from parlib.study import benchmarks as benchmarks
from parlib.study import bridge as bridge
from parlib.study import certainty as certainty
from parlib.study import checked as checked
from parlib.study import claims as claims
from parlib.study import compare as compare
from parlib.study import composite as composite
from parlib.study import consistency as consistency
from parlib.study import drivers as drivers
from parlib.study import duty as duty
from parlib.study import evidence as evidence
from parlib.study import funnel as funnel
from parlib.study import granted as granted
from parlib.study import history as history
from parlib.study import inequality as inequality
from parlib.study import lasting as lasting
from parlib.study import losses as losses
from parlib.study import movement as movement
from parlib.study import nation as nation
from parlib.study import outlook as outlook
from parlib.study import peers as peers
from parlib.study import position as position
from parlib.study import profile as profile
from parlib.study import province as province
from parlib.study import register as register
from parlib.study import sheet as sheet
from parlib.study import structure as structure
from parlib.study import survey as survey
from parlib.study import whatif as whatif
from parlib.study import within as within

__all__: list[str]
