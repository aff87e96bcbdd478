import { scan } from './scan';

/** Every place where an expression can stand, one per line, with `\\n` for a line break: `keras.x` must be seen there, and only once. */
const PLACES = String.raw`
keras.x
keras.x;
(keras.x)
[keras.x]
{keras.x}
{keras.x: 1}
{1: keras.x}
{**keras.x}
{'a': [keras.x]}
(keras.x,)
(1, keras.x)
f(keras.x)
f(a=keras.x)
f(*keras.x)
f(**keras.x)
f(x for x in keras.x)
f(keras.x for x in y)
f(a)(keras.x)
f(a).b(keras.x)
a[keras.x]
a[keras.x:]
a[:keras.x]
a[::keras.x]
a[1, keras.x]
a[keras.x:1, 2]
a[b[keras.x]]
keras.x[1]
keras.x[1:2]
keras.x.y
-keras.x
not keras.x
~keras.x
a + keras.x
keras.x + a
a ** keras.x
a @ keras.x
a and keras.x
a or b and keras.x
a < keras.x < b
a in keras.x
a not in keras.x
a is not keras.x
keras.x if a else b
a if keras.x else b
a if b else keras.x
lambda: keras.x
lambda a=keras.x: a
lambda a: lambda b: keras.x
[keras.x for a in b]
[a for a in keras.x]
[a for a in b if keras.x]
[a for a in b for c in keras.x]
{keras.x: a for a in b}
{a: keras.x for a in b}
{keras.x for a in b}
(keras.x for a in b)
[[keras.x for a in b] for c in d]
(a := keras.x)
f"{keras.x}"
f"{keras.x!r:>{a}}"
f"{a:{keras.x}}"
f'''{a}\n{keras.x}'''
"a" f"{keras.x}"
a = keras.x
a = b = keras.x
a, b = keras.x, 1
a: keras.x = 1
a: int = keras.x
a: keras.x
a += keras.x
a[keras.x] = 1
a[keras.x] += 1
a.b[keras.x] = 1
f(keras.x).a = 1
f(keras.x)[0] = 1
keras.x.y = 1
keras.x[0] = 1
keras.x[0] += 1
(a, keras.x) = b
[a, keras.x.y] = b
del keras.x
del a[keras.x]
del keras.x[0]
assert keras.x
assert a, keras.x
raise keras.x
raise a from keras.x
return keras.x
yield keras.x
yield from keras.x
a = yield keras.x
await keras.x
a = await keras.x
if keras.x: pass
if a: keras.x
if a: pass\nelif keras.x: pass
if a: pass\nelif b: keras.x
if a: pass\nelse: keras.x
while keras.x: pass
while a: keras.x
while a: pass\nelse: keras.x
for a in keras.x: pass
for a in b: keras.x
for a in b: pass\nelse: keras.x
for a, b in [keras.x]: pass
for keras.x in a: pass
try: keras.x\nexcept E: pass
try: pass\nexcept keras.x: pass
try: pass\nexcept (E, keras.x): pass
try: pass\nexcept E: keras.x
try: pass\nexcept E as e: keras.x
try: pass\nexcept E: pass\nelse: keras.x
try: pass\nfinally: keras.x
with keras.x: pass
with keras.x as a: pass
with a as b, keras.x as c: pass
with a: keras.x
async with keras.x: pass
async for a in keras.x: pass
def f(): keras.x
def f(a=keras.x): pass
def f(a: keras.x): pass
def f(*a: keras.x, **b): pass
def f() -> keras.x: pass
async def f(): keras.x
def f():\n  def g():\n    keras.x
def f():\n  return lambda: keras.x
@keras.x\ndef f(): pass
@keras.x()\nclass A: pass
@a(keras.x)\ndef f(): pass
class A(keras.x): pass
class A(B, keras.x): pass
class A(metaclass=keras.x): pass
class A(f(keras.x)): pass
class A:\n  a = keras.x
class A:\n  def f(self): keras.x
class A:\n  def f(self): self.a = keras.x
class A:\n  def f(self): self[keras.x] = 1
class A:\n  class B:\n    def f(self): keras.x
match keras.x:\n  case 1: pass
match a:\n  case 1: keras.x
match a:\n  case 1 if keras.x: pass
global a; keras.x
print keras.x
exec(keras.x)
a = b if c else [keras.x][0]
a = (yield keras.x)
print(*[keras.x], sep=keras_)
type(keras.x)
match(keras.x)
super().f(keras.x)
getattr(a, keras.x)
dict(a=keras.x)
dict(**keras.x)
d = {}; d.update(a=keras.x)
d = {}; d['a'] = keras.x
d = {}; d[keras.x] = 1
d = {'a': {}}; d['a']['b'] = keras.x
d = {}; d.pop(keras.x)
hasattr(keras.x, 'a')
str(keras.x)
list(keras.x)
x = []; x.append(keras.x)
os.environ[keras.x] = '1'
%time keras.x
%timeit -n 3 keras.x
%%time\nkeras.x
%%capture x\nkeras.x
if a:\n  !ls\n  keras.x
if a:\n\t%cd x\n\tkeras.x
x = 1 \\\n + keras.x
x = (1 # c\n + keras.x)
    keras.x
\n\n  keras.x
a; b; keras.x
if a: b; keras.x
lambda *a, b=keras.x, **c: a
a = *keras.x, 1
return 1, keras.x
x[keras.x](1)
(lambda: keras.x)()
(keras.x or a).b
(a or keras.x).b
(a if b else keras.x).c
not (a and not keras.x)
"%s" % keras.x
"{}".format(keras.x)
1 if keras.x else 2
print("a" if keras.x == 1 else "b")
`;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  '\\': '\\'
};

describe('scan sees keras.x in', () => {
  const places = PLACES.trim()
    .split('\n')
    .map(line =>
      line.replace(/\\([nt\\])/g, (_, escape: string) => ESCAPES[escape])
    );

  it.each(places)('%j', place => {
    const cells = ['import keras', place].map((source, index) => ({
      id: `c${index}`,
      type: 'code' as const,
      source,
      editable: true,
      insertedBy: null
    }));
    const seen = scan({ language: 'python', cells }).references.filter(
      ({ name, span }) => span.cell === 1 && /^keras(?:\.x|$)/.test(name)
    );
    expect(seen).toHaveLength(1);
  });
});
