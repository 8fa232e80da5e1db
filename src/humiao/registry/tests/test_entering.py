"""Entering a first roster and single children."""

from __future__ import annotations

import time
from datetime import date

from humiao.access.public import SYSTEM
from humiao.registry.models import Child
from humiao.registry.public import NewCategory, NewGuardian, enter_roster
from humiao.registry.tests.conftest import AT, BASIS, a_child, a_home, id_number


def test_speed(pinghu):
    homes=[]
    import random
    g="小明华国强建军丽娟芳敏静秀英伟磊洋勇艳杰涛超霞平刚桂子轩宇浩然梓涵欣怡诗雨晨佳慧"
    n=0
    for i in range(4000):
        cs=[]
        for j in range(1+ (i%2)):
            n+=1
            b=date.fromordinal(date(2008,1,1).toordinal()+n%4000)
            b=max(b,date(2008,6,1))
            cs.append(a_child(random.choice("王李张刘陈")+random.choice(g)+random.choice(g), born_on=b, id_number=id_number(b,serial=n%499+1, region=f"99{n//499:04}"),
              phone="13800001111", categories=(NewCategory("DE_FACTO",max(b,date(2024,1,1))),NewCategory("SUBSISTENCE",date(2024,1,1))), health="好", wishes="书包"))
        homes.append(a_home(*cs, phone="13812345678"))
    import cProfile,pstats,os
    with pinghu():
        from humiao.foundation.names import sort_key; sort_key("王"); t=time.perf_counter(); t0=time.process_time()
        if os.environ.get("PROF"):
            p=cProfile.Profile(); p.enable()
        enter_roster(households=homes,basis=BASIS,by=SYSTEM,at=AT)
        if os.environ.get("PROF"):
            p.disable(); pstats.Stats(p).sort_stats(os.environ["PROF"]).print_stats(60)
        d=time.perf_counter()-t
        print(n, d, n/d, "cpu", n/(time.process_time()-t0))
        assert Child.objects.count()==n
