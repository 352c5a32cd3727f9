#!/usr/bin/env python3
"""A stream for git fast-import: history.py DOCUMENTS COMMITS

Documents with two sign-offs each, brought in one by one by the people who gave them, all along a
history in which most commits change something else. The digests are computed here, by
handoff-digest(7), and not by handoff.
"""
import hashlib
import sys
import time

N_DOCS, N = int(sys.argv[1]), int(sys.argv[2])
out=sys.stdout.buffer
def w(s): out.write(s.encode())
def blob(s):
    b=s.encode(); out.write(b"data %d\n"%len(b)); out.write(b); out.write(b"\n")
def doc(i,signoffs):
    so="signoffs:\n"+signoffs if signoffs else "signoffs: []\n"
    return f"---\nkind: note\nid: note-{i}\ntitle: Note {i}\nstatus: draft\n{so}---\n# Note {i}\n\n## Text\n\nIt is said of {i}, and {i*7919%1000} times.\n"
def dump(s): return f"s{len(s.encode())}:{s}"
def digest(i):
    m=sorted({"kind":"note","id":f"note-{i}","title":f"Note {i}"}.items())
    F=f"m{len(m)}:"+"".join(dump(k)+dump(v) for k,v in m)
    B=f"# Note {i}\n\n## Text\n\nIt is said of {i}, and {i*7919%1000} times.\n"
    F=F.encode();B=B.encode()
    return "h1:"+hashlib.sha256(b"handoff-content-v1\nfront %d\n"%len(F)+F+b"body %d\n"%len(B)+B).hexdigest()
def entry(i,role,by,t):
    at=time.strftime("%Y-%m-%dT%H:%M:%SZ",time.gmtime(t))
    return f"  - role: {role}\n    by: {by}\n    at: {at}\n    decision: approve\n    digest: {digest(i)}\n"
T0=1700000000
def path(i): return f"handoff/note/{i//100:02d}/note-{i}.md"
mark=0
def commit(who,t,msg):
    global mark
    mark+=1
    w(f"commit refs/heads/main\nmark :{mark}\nauthor {who} <{who}@example.com> {t} +0000\ncommitter {who} <{who}@example.com> {t} +0000\n"); blob(msg)
    if mark>1: w(f"from :{mark-1}\n")
commit("alice",T0,"start")
w("M 100644 inline .handoff/config.yaml\n"); blob("version: 1\nrepository: example.com/x\ntrust: attributed\n")
w("M 100644 inline .handoff/people.yaml\n"); blob("people:\n  alice: {name: A, emails: [alice@example.com], roles: [research-lead]}\n  bob: {name: B, emails: [bob@example.com], roles: [operations-lead]}\n")
w("M 100644 inline .handoff/templates/note.md\n"); blob("---\nkind: note\ncontract:\n  directory: handoff/note\n  fields:\n    title: {type: string, required: true}\n  lifecycle: {initial: draft, draft: [done], done: []}\n  signoffs:\n    - {role: research-lead, before: [done], covers: all}\n    - {role: operations-lead, before: [done], covers: all}\n---\n# {{title}}\n## Text\n")
ev={}
step=(N-10)//(3*N_DOCS)
k = 5
for i in range(N_DOCS):
    ev[k]=("c",i);k+=step; ev[k]=("a",i);k+=step; ev[k]=("b",i);k+=step
so={}
for n in range(1,N):
    t=T0+n*600
    e=ev.get(n)
    if e:
        a,i=e
        if a=="c": commit("alice",t,f"note {i}"); s=""
        elif a=="a": so[i]=entry(i,"research-lead","alice",t); commit("alice",t,"sign"); s=so[i]
        else: so[i]+=entry(i,"operations-lead","bob",t); commit("bob",t,"sign"); s=so[i]
        w(f"M 100644 inline {path(i)}\n"); blob(doc(i,s))
    else:
        commit("carol",t,f"code {n}")
        w(f"M 100644 inline src/{n%20:02d}/{n%397}.c\n"); blob(f"int f{n}(void) {{ return {n}; }}\n")
w("done\n")
