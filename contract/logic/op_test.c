// SPDX-License-Identifier: Apache-2.0
// Questions about one value, named like Lodash's: _isEmpty, _isNil, _isNumber, ...
#include "contract/logic/node.h"
#include <math.h>

static bool is_empty(const struct val *v) { return v->type < VAL_STRING || v->count == 0; }

bool op_test(struct run *r, const struct node *n, struct val *out) {
    struct val v[3] = {val_null, val_null, val_null};
    int count = args_take(r, n, v, 3);
    if (count < 0) {
        return false;
    }
    bool number = v[0].type == VAL_NUMBER, yes = false;
    switch (n->op->variant) {
    case 'e': yes = is_empty(&v[0]); break;
    case '0': yes = v[0].type == VAL_NULL; break;
    case 'n': yes = number; break;
    case 'N': yes = number && isnan(v[0].number); break;
    case 'J': yes = isnan(to_number(r, &v[0])); break; // JavaScript's own isNaN converts first
    case 'f': yes = number && isfinite(v[0].number); break;
    case 'i': yes = number && isfinite(v[0].number) && v[0].number == trunc(v[0].number); break;
    case 's': yes = v[0].type == VAL_STRING; break;
    case 'b': yes = v[0].type == VAL_BOOL; break;
    case 'a': yes = v[0].type == VAL_ARRAY; break;
    case 'o': yes = v[0].type >= VAL_ARRAY; break;
    case '=': yes = val_same(&v[0], &v[1]); break;
    case 'r': { // _inRange: [0, b) or [a, b)
        double x = to_number(r, &v[0]), a = count > 2 ? to_number(r, &v[1]) : 0,
               b = to_number(r, &v[count > 2 ? 2 : 1]);
        yes = x >= fmin(a, b) && x < fmax(a, b);
        break;
    }
    default: break;
    }
    *out = val_bool(yes);
    return true;
}
