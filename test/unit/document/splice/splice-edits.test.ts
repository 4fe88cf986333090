import { expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { applyTextEdits } from "../../../../src/document/text/text-edit.ts";
import { injectGpuConfig } from "../../../../src/plan/inject-gpu-config.ts";
import { defaultSettings } from "../../../helpers/settings.ts";
import { injectParsed } from "../../../helpers/yaml/by-reader.ts";

const CONFIG = { activeThreadPercentage: 80 };

/** The head of the document, unless the diff is `whole`. */
const POD = "kind: Pod\napiVersion: v1\nspec:\n  containers:\n";

interface Form {
  /** The diff is the whole document. */
  readonly whole?: boolean;
  /** The text ends without a line break. */
  readonly endsOpen?: boolean;
}

/** Lines that are removed, lines that are added, and all others. */
const STYLES: readonly (readonly [where: string, diff: string, form?: Form])[] = [
  [
    "before resources that are not last, in a text that ends in a comment",
    `
 # head
 kind: Pod
 apiVersion: v1
 spec:
   containers:
   - name: a
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
     args: [a] # tail
 # end
`,
    { whole: true, endsOpen: true },
  ],
  [
    "above the comments directly above resources",
    `
 kind: Pod
 apiVersion: v1
 spec:
  containers:
  - name: x
    command:
    # c
    - y
    # d

+   env:
+   - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+     value: "80"
    # e
    # f
    resources:
     limits:
      nvidia.com/gpu: 1
`,
    { whole: true },
  ],
  [
    "after resources that come first, and after the last line of a text without a final line break",
    `
   - resources:
       requests:
         nvidia.com/gpu: 1
+      limits:
+        nvidia.com/gpu: 1
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
`,
    { endsOpen: true },
  ],
  [
    "in the list indentation of args",
    `
 kind: Job
 apiVersion: batch/v1
 spec:
   template:
     spec:
       containers:
       - name: a
         args: &args
           - x
+        env:
+          - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+            value: "80"
         resources:
           limits:
             nvidia.com/gpu: 1
`,
    { whole: true },
  ],
  [
    "in the indentation of the containers, or of a nearer list",
    `
 kind: Pod
 apiVersion: v1
 spec:
     containers:
         - name: a
+          env:
+              - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+                value: "80"
           resources:
               limits:
                   nvidia.com/gpu: 1
         - name: b
           ports:
           - containerPort: 1
+          env:
+          - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+            value: "80"
           resources:
               limits:
                   nvidia.com/gpu: 1
`,
    { whole: true },
  ],
  [
    "in the style of containers, a wide dash",
    `
   -   name: a
+      env:
+      -   name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+          value: "80"
       resources:
         limits: {nvidia.com/gpu: 1}
`,
  ],
  [
    "in the style of items, a wide dash",
    `
   -   name: a
       env:
         -   name: B
             value: x
+        -   name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+            value: "80"
       resources:
         limits: {nvidia.com/gpu: 1}
`,
  ],
  [
    "before gpu in a Spark executor",
    `
 kind: SparkApplication
 apiVersion: sparkoperator.k8s.io/v1beta2
 spec:
   executor:
     cores: 1
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     gpu:
       name: nvidia.com/gpu
       quantity: 1
`,
    { whole: true },
  ],
  [
    "below an anchor of nothing",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
     env: &x
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
`,
  ],
  [
    "below an env that is first and empty",
    `
   - env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     name: a
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "below env: ~, its comment kept",
    `
   - name: a
-    env: ~ # x
+    env: # x
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "below env: null",
    `
   - name: a
-    env: null
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "below an empty list with an anchor",
    `
   - name: a
-    env: &e []
+    env: &e
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "below a tag",
    `
   - name: a
-    env: !!seq []
+    env: !!seq
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "in place of an empty list of several lines",
    `
   - name: a
-    env: [
+    env:
-    ]
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "below limits: {}, its comment kept",
    `
   - name: a
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources:
-      limits: {} # none
+      limits: # none
+        nvidia.com/gpu: 1
       requests: {nvidia.com/gpu: 1}
`,
  ],
  [
    "below limits without a value",
    `
   - name: a
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources:
       limits:
+        nvidia.com/gpu: 1
       requests: {nvidia.com/gpu: 1}
`,
  ],
  [
    "limits in the indentation of requests, before trailing comments",
    `
   - name: a
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources:
         requests:
             nvidia.com/gpu: '1'
+        limits:
+            nvidia.com/gpu: "1"
             # end
   # next
   - name: b
`,
  ],
  [
    "a limit after the last",
    `
   - name: a
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources:
       limits:
         cpu: 1 # x
+        nvidia.com/gpu: 1
       requests:
         nvidia.com/gpu: 1
`,
  ],
  [
    "before commented-out items",
    `
   - name: a
     env:
       - name: A
         value: b
+      - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+        value: "80"
       # - name: B
       #   value: c

     # r
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "after a folded scalar, before blank lines and comments",
    `
   - name: a
     env:
     - name: A
       value: >-
         x

         y
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"

     # z

     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "after scalars of several lines",
    `
   - name: a
     env:
     - name: A
       value: "x
         y"
     - name: B
       value: x
         y
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "after a block scalar with an indentation indicator",
    `
   - name: a
     env:
     - name: A
       value: |2
           x
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "after a block scalar at the end of a text without a final line break",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
     env:
     - name: A
       value: |+
         x
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
`,
    { endsOpen: true },
  ],
  [
    "before text that kubectl ignores",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
     env:
     - name: A
       value: |
         x
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"


 ...
 rest {{{
`,
  ],
  [
    "below a dash on a line of its own",
    `
   -
     name: a
     env:
       -
         name: A
         value: b
+      - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+        value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "after items that are flow maps",
    `
   - name: a
     env:
     - {name: A, value: b}
     - { name: B, value: c } # x
+    - { name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80" }
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "after an explicit key, in a text with a byte order mark",
    `
 \uFEFFkind: Pod
 apiVersion: v1
 spec:
   containers:
   - ? resources
     : limits: {nvidia.com/gpu: 1}
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
`,
    { whole: true },
  ],
  [
    "into the last of equal keys",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 0}}
     resources: {limits: {nvidia.com/gpu: 1}}
     env:
     - name: X
     env:
     - name: Y
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
`,
  ],
  [
    "a value after its name",
    `
   - name: a
     env:
       - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+        value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "after a key without a value",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
     env:
       - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
-        value: 
+        value: "80" 
`,
  ],
  [
    "in place, later duplicates removed",
    `
   - name: a
     env:
       - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
-        value: '50' # half
+        value: "80" # half
       - name: B
         value: x
-      - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
-        value: |+
-          60
-
     # r
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "in place of a block scalar that keeps its line breaks",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
     env:
       - name: B
       - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
-        value: |+
+        value: "80"
-          60

-      - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE # again
-        value: 70
+      # again
`,
    { endsOpen: true },
  ],
  [
    "in place of valueFrom, the name as it is",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
     env:
       - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE # x
-        valueFrom:
+        value: "80"
-          fieldRef: {}
       - value: 1
         name: B
-      - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE # again
+      # again
`,
  ],
  [
    "in place of an item whose name is not first",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
     env:
-      - valueFrom:
-          fieldRef: {}
-        name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE # x
+      - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+        value: "80" # x
`,
  ],
  [
    "in place of values with comments",
    `
   - name: a
     env:
-      - {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, # x
-         valueFrom: {fieldRef: {}}}
+      - {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"} # x
     resources: {limits: {nvidia.com/gpu: 1}}
   - name: b
     env:
       - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
-        value: | # y
-          60
+        value: "80" # y
     resources: {limits: {nvidia.com/gpu: 1}}
   - name: c
-    env: [ # z
-    ]
+    env: # z
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "in place of a map",
    `
   - name: a
     env:
       - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
-        value:
+        value: "80"
-          a: b
       - name: B
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "in place of a value with a tag",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
     env:
       - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
-        value: !!int 5
+        value: "80"
`,
  ],
  [
    "into a flow list with padded brackets",
    `
   - name: a
     resources: {limits: { nvidia.com/gpu: 1 }}
-    env: [ {name: A, value: b} ]
+    env: [ {name: A, value: b}, {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"} ]
`,
  ],
  [
    "into a flow list with one item per line, after a comment",
    `
   - name: a
     env: [ # x
       {name: A, value: b}, # y
-      {name: B, value: c} # z
+      {name: B, value: c}, # z
+      {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"}
     ]
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "into a flow list with a comma at its end",
    `
   - name: a
     env: [
       {name: A, value: b},
       {name: B, value: c},
+      {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"},
     ]
     resources: {
       limits: {nvidia.com/gpu: 1},
     }
`,
  ],
  [
    "in place in a flow list, later duplicates removed",
    `
   - name: a
     resources: {limits: {nvidia.com/gpu: 1}}
-    env: [{name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, valueFrom: {fieldRef: {}}}, {name: A}, {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: x}]
+    env: [{name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"}, {name: A}]
`,
  ],
  [
    "in place of valueFrom in a flow map",
    `
   - name: a
     env:
-    - {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, valueFrom: {fieldRef: {}}} # x
+    - {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"} # x
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "into flow maps",
    `
-{kind: Pod, apiVersion: v1, spec: {containers: [{resources: {limits: {nvidia.com/gpu: 1}}}]}}
+{kind: Pod, apiVersion: v1, spec: {containers: [{env: [{name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"}], resources: {limits: {nvidia.com/gpu: 1}}}]}}
`,
    { whole: true },
  ],
  [
    "next to flow and quoted text that is indented too little",
    `
   - name: a
     args: [x,
 "y
 z"]
     env: [{name: A,
-value: b}]
+value: b}, {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"}]
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "into JSON on one line",
    `
-{"kind":"Pod","apiVersion":"v1","spec":{"containers":[{"name":"a","env":[{"name":"X","value":"y"}],"resources":{"requests":{"nvidia.com/gpu":1}}},{"env":[],"resources":{"limits":{"nvidia.com/gpu":1}}}]}}
+{"kind":"Pod","apiVersion":"v1","spec":{"containers":[{"name":"a","env":[{"name":"X","value":"y"},{"name":"CUDA_MPS_ACTIVE_THREAD_PERCENTAGE","value":"80"}],"resources":{"requests":{"nvidia.com/gpu":1},"limits":{"nvidia.com/gpu":1}}},{"env":[{"name":"CUDA_MPS_ACTIVE_THREAD_PERCENTAGE","value":"80"}],"resources":{"limits":{"nvidia.com/gpu":1}}}]}}
`,
    { whole: true, endsOpen: true },
  ],
  [
    "in place of null in JSON",
    `
-{"kind": "Pod", "apiVersion": "v1", "spec": {"containers": [{"env":null,"resources": {"requests": {"nvidia.com/gpu": 1}}}]}}
+{"kind": "Pod", "apiVersion": "v1", "spec": {"containers": [{"env":[{"name":"CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", "value":"80"}],"resources": {"requests": {"nvidia.com/gpu": 1}, "limits": {"nvidia.com/gpu": 1}}}]}}
`,
    { whole: true, endsOpen: true },
  ],
  [
    "into JSON with one item per line, indented by tabs",
    `
 {
 	"kind": "Pod",
 	"apiVersion": "v1",
 	"spec": {
 		"containers": [
 			{
 				"name": "a",
+				"env": [
+					{
+						"name": "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE",
+						"value": "80"
+					}
+				],
 				"resources": {
 					"requests": {
+						"nvidia.com/gpu": "1"
+					},
+					"limits": {
 						"nvidia.com/gpu": "1"
 					}
 				}
 			},
 			{
 				"name": "b",
 				"env": [
 					{
 						"name": "X"
+					},
+					{
+						"name": "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE",
+						"value": "80"
 					}
 				],
 				"resources": {
 					"limits": {
 						"nvidia.com/gpu": "1"
 					}
 				}
 			},
 			{
-				"env": [],
+				"env": [
+					{
+						"name": "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE",
+						"value": "80"
+					}
+				],
 				"resources": {
 					"limits": {
 						"nvidia.com/gpu": "1"
 					}
 				}
 			}
 		]
 	}
 }
`,
    { whole: true },
  ],
  [
    "an env that two GPU containers share, once",
    `
   - name: a
     env: &e
     - name: A
       value: b
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
   - name: b
     env: *e
     resources: {limits: {nvidia.com/gpu: 1}}
`,
  ],
  [
    "a container that an alias repeats, once",
    `
   - &c
     name: a
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     resources: {limits: {nvidia.com/gpu: 1}}
   - *c
`,
  ],
  [
    "a container that a merge is made from, once",
    `
   - &c
     name: a
-    env: [{name: X, value: y}]
+    env: [{name: X, value: y}, {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"}]
     resources: {limits: {nvidia.com/gpu: 1}}
   - <<: *c
     name: b
`,
  ],
  [
    "after a merge that supplies env, with its variables",
    `
 x: &c
   env:
   - name: A
     valueFrom: {fieldRef: {fieldPath: status.podIP}}
 kind: Pod
 apiVersion: v1
 spec:
   containers:
   - <<: *c
+    env:
+    - name: A
+      valueFrom:
+        fieldRef:
+          fieldPath: "status.podIP"
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
     name: b
     resources: {limits: {nvidia.com/gpu: 1}}
`,
    { whole: true },
  ],
  [
    "at the end where a merge supplies the resources",
    `
 x: &c
   resources: {limits: {nvidia.com/gpu: 1}}
 kind: Pod
 apiVersion: v1
 spec:
   containers:
   - name: b
     <<: *c
     image: z
+    env:
+    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
+      value: "80"
`,
    { whole: true },
  ],
  [
    "after a merge in a flow map",
    `
 x: &c
   env:
   - name: A
     value: b
 kind: Pod
 apiVersion: v1
 spec:
   containers:
-  - {<<: *c, name: b, resources: {limits: {nvidia.com/gpu: 1}}}
+  - {<<: *c, env: [{name: A, value: "b"}, {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "80"}], name: b, resources: {limits: {nvidia.com/gpu: 1}}}
`,
    { whole: true },
  ],
];

const DIFFS = STYLES.map(([where, diff, form = {}]) => [where, diff, form] as const);

/** The text before a diff, without the lines it adds, or after it, without those it removes. */
function side(diff: string, gone: "+" | "-", { whole, endsOpen }: Form): string {
  const lines = diff.slice(1, -1).split("\n");
  const text = lines.filter((line) => line[0] !== gone).map((line) => line.slice(1));
  return (whole ? "" : POD) + text.join("\n") + (endsOpen ? "" : "\n");
}

function inject(text: string) {
  const { textEdits, problems } = injectParsed(text, CONFIG, defaultSettings());
  return { text: applyTextEdits(text, textEdits), textEdits, problems };
}

function valueIn(text: string): object {
  const read = readDocument(text);
  if (!read.ok) throw new Error("a fixture must be readable");
  return read.value as object;
}

it.each(DIFFS)("spliceEdits writes %s", (_, diff, form) => {
  const before = side(diff, "+", form);
  const after = side(diff, "-", form);
  expect(inject(before)).toMatchObject({ text: after, problems: [] });
});

it.each(DIFFS)("spliceEdits writes the edited object: %s", (_, diff, form) => {
  const before = side(diff, "+", form);
  const injected = injectGpuConfig(valueIn(before), CONFIG);
  expect(injected).toMatchObject({ ok: true, value: { changed: true } });
  expect(injected.ok && injected.value.object).toEqual(valueIn(inject(before).text));
});

it.each(DIFFS)("spliceEdits changes nothing the second time: %s", (_, diff, form) => {
  const after = side(diff, "-", form);
  expect(inject(after)).toEqual({ text: after, textEdits: [], problems: [] });
});

it.each(DIFFS)("spliceEdits keeps CRLF: %s", (_, diff, form) => {
  const crlf = (text: string) => text.replaceAll("\n", "\r\n");
  expect(inject(crlf(side(diff, "+", form))).text).toBe(crlf(side(diff, "-", form)));
});

it.each(DIFFS)("spliceEdits adds no final line break: %s", (_, diff, form) => {
  const open = { ...form, endsOpen: true };
  const before = side(diff, "+", open);
  const after = inject(before).text;
  expect(after).toBe(side(diff, "-", open));
});
