# SPDX-License-Identifier: Apache-2.0
# Compares what a viewer was to answer ($want[0]) with what the office keeps ($got[0]), leaf by leaf; prints what differs
# and is false when anything does. An unticked box is as good as none. A file or a signature is compared by being there.
def leaves: [paths(type != "object" and type != "array") as $p | {key: ($p | map(tostring) | join(".")), value: getpath($p)}];
def plain: map(select(.value != false and .value != null and .value != ""));
def fits($a; $b): $a == $b or (($a | type) == "number" and ($b | type) == "number" and (($a - $b) | fabs) < 1e-9);
($want[0] | leaves | plain) as $w | ($got[0] | leaves | plain | map({key, value: .value}) | from_entries) as $g
| [$w[] | select(($g[.key] as $there | .value as $v | $there != null and
      (fits($v; $there) or ($v | tostring | startswith("data:")) or (.key | test("\\.[0-9]+\\.(name|originalName|size|type|storage|url|id)$")))) | not)
   | {key, want: .value, got: $g[.key]}] as $bad
| (if ($bad | length) > 0 then ($bad | .[0:12] | tostring | debug) else . end) | ($bad | length) == 0
