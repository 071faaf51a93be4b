// SPDX-License-Identifier: Apache-2.0
// The procedure of a service that has no own one: an office receives, may pass on with a reason, may ask, answers; the
// citizen may withdraw, or reopen when the answer did not help. The text is JSON with ' for ", so that it can be read
// here; it holds no apostrophe.
#include "contract/service/inside.h"

static const char generic[] =
    "{'start': 'received', 'days': 10, 'reopen_days': 30, 'reopened_least': 3,"
    " 'extension': {'count': 1, 'days': 5, 'reason': true},"
    " 'lapse': {'tells': {'en': 'Late cases go to the head of the office.', 'ko': '기한을 넘기면 기관장에게 보고됩니다.'}},"
    " 'sent': {'en': 'You sent it', 'ko': '신청서를 보냈습니다'},"
    " 'states': ["
    "  {'id': 'received', 'kind': 'waiting', 'icon': 'mail', 'title': {'en': 'Received', 'ko': '접수됨'},"
    "   'tells': {'en': 'An officer will look at it soon.', 'ko': '담당자가 곧 확인합니다.'}},"
    "  {'id': 'assigned', 'kind': 'running', 'icon': 'person', 'title': {'en': 'An officer works on it', 'ko': '처리 중'},"
    "   'tells': {'en': 'You can write to the officer at any time.', 'ko': '언제든지 담당자에게 글을 쓸 수 있습니다.'}},"
    "  {'id': 'transferred', 'kind': 'waiting', 'icon': 'move', 'title': {'en': 'Moved to another office', 'ko': '다른 부서로 이송'},"
    "   'tells': {'en': 'The new office will look at it soon.', 'ko': '새 부서가 곧 확인합니다.'}},"
    "  {'id': 'asked', 'kind': 'waiting', 'icon': 'help', 'title': {'en': 'The office asks you', 'ko': '보완 요청'},"
    "   'tells': {'en': 'The office waits for your reply. The clock stands still.', 'ko': '답변을 기다리고 있습니다. 처리 기간은 멈춥니다.'}},"
    "  {'id': 'answered', 'kind': 'answered', 'icon': 'check', 'title': {'en': 'Answered', 'ko': '답변 완료'},"
    "   'tells': {'en': 'If this did not help, reopen the case.', 'ko': '해결되지 않았다면 다시 열 수 있습니다.'}},"
    "  {'id': 'reopened', 'kind': 'waiting', 'icon': 'again', 'title': {'en': 'Reopened', 'ko': '다시 열림'},"
    "   'tells': {'en': 'The office looks at it again.', 'ko': '담당 부서가 다시 확인합니다.'}},"
    "  {'id': 'closed', 'kind': 'closed', 'icon': 'check', 'title': {'en': 'Closed', 'ko': '종료'},"
    "   'tells': {'en': 'Nothing more needs to be done.', 'ko': '더 할 일이 없습니다.'}},"
    "  {'id': 'withdrawn', 'kind': 'closed', 'icon': 'cross', 'title': {'en': 'Withdrawn', 'ko': '취하됨'},"
    "   'tells': {'en': 'You took it back.', 'ko': '신청을 취하했습니다.'}}],"
    " 'moves': ["
    "  {'id': 'take', 'from': ['received', 'transferred', 'reopened'], 'to': 'assigned', 'by': 'officer', 'assigns': true,"
    "   'icon': 'person', 'verb': {'en': 'Take this case', 'ko': '민원 맡기'},"
    "   'title': {'en': '{officer} handles your case', 'ko': '{officer} 담당자가 맡았습니다'}},"
    "  {'id': 'transfer', 'from': ['received', 'assigned', 'transferred', 'reopened'], 'to': 'transferred', 'by': 'officer',"
    "   'transfers': true, 'reason': 'yes', 'icon': 'move', 'verb': {'en': 'Move to another office', 'ko': '다른 부서로 보내기'},"
    "   'title': {'en': 'Moved from {from} to {to}', 'ko': '{from}에서 {to}(으)로 옮겼습니다'}},"
    "  {'id': 'ask', 'from': ['assigned'], 'to': 'asked', 'by': 'officer', 'answer': 'yes', 'clock': 'stops', 'icon': 'help',"
    "   'verb': {'en': 'Ask the citizen', 'ko': '민원인에게 묻기'}, 'title': {'en': '{officer} asks you', 'ko': '{officer} 담당자가 묻습니다'}},"
    "  {'id': 'reply', 'from': ['asked'], 'to': 'assigned', 'by': 'citizen', 'answer': 'yes', 'icon': 'chat',"
    "   'verb': {'en': 'Reply', 'ko': '답하기'}, 'title': {'en': 'You replied', 'ko': '답했습니다'}},"
    "  {'id': 'answer', 'from': ['assigned'], 'to': 'answered', 'by': 'officer', 'answer': 'yes', 'clock': 'ends', 'icon': 'check',"
    "   'verb': {'en': 'Answer and close', 'ko': '답변하고 종결'}, 'title': {'en': 'Answered and closed', 'ko': '답변하고 종결했습니다'}},"
    "  {'id': 'reopen', 'from': ['answered', 'closed'], 'to': 'reopened', 'by': 'citizen', 'reopens': true, 'reason': 'yes',"
    "   'icon': 'again', 'verb': {'en': 'Reopen the case', 'ko': '다시 열기'}, 'title': {'en': 'You reopened the case', 'ko': '민원을 다시 열었습니다'}},"
    "  {'id': 'accept', 'from': ['answered'], 'to': 'closed', 'by': 'citizen', 'clock': 'ends', 'icon': 'check',"
    "   'verb': {'en': 'It is settled: close', 'ko': '해결됐어요, 민원 종료'}, 'title': {'en': 'You closed the case', 'ko': '민원을 종료했습니다'}},"
    "  {'id': 'withdraw', 'from': ['received', 'assigned', 'transferred', 'asked', 'reopened'], 'to': 'withdrawn', 'by': 'citizen',"
    "   'clock': 'ends', 'reason': 'optional', 'icon': 'cross', 'verb': {'en': 'Withdraw', 'ko': '취하하기'},"
    "   'title': {'en': 'You withdrew it', 'ko': '취하했습니다'}},"
    "  {'id': 'settle', 'from': ['answered'], 'to': 'closed', 'by': 'system', 'clock': 'ends', 'icon': 'clock',"
    "   'title': {'en': 'Closed: the time for reopening is over', 'ko': '종료: 다시 열 수 있는 기간이 지났습니다'}}]}";

const char *service_generic_procedure(struct arena *a) {
    char *text = arena_copy(a, generic, sizeof generic - 1);
    for (char *c = text; c && *c; c++)
        if (*c == '\'')
            *c = '"';
    return text;
}

enum err service_generic_value(struct arena *a, struct val *out, struct fault *f) {
    const char *text = service_generic_procedure(a);
    if (!text)
        return fault_set(f, ERR_MEMORY, "$.procedure", "out of memory");
    return json_read(a, text, sizeof generic - 1, JSON_LIMITS, out, f);
}

// Members of `over` replace those of `under`.
static bool lay(struct arena *a, const struct val *under, const struct val *over, struct val *out) {
    struct val_builder b = val_build(a);
    bool ok = true;
    for (uint32_t i = 0; i < under->count && ok; i++)
        ok = val_set(&b, under->members[i].key, under->members[i].value);
    for (uint32_t i = 0; over && i < over->count && ok; i++)
        ok = val_set(&b, over->members[i].key, over->members[i].value);
    *out = val_object(&b);
    return ok;
}

enum err service_generic_put(struct arena *a, struct val *v, struct fault *f) {
    const struct val *own = val_get(v, "procedure");
    const struct val *like = val_get(own, "like");
    if (v->type != VAL_OBJECT || (own && own->type != VAL_OBJECT) || (own && !like))
        return ERR_NONE;
    if (like && (like->type != VAL_STRING || !text_same(like->text, "generic")))
        return fault_set(f, ERR_REFERENCE, "$.procedure.like", "there is only the procedure \"generic\"");
    struct val base, merged, whole;
    struct val_builder mark = val_build(a);
    enum err err = service_generic_value(a, &base, f);
    if (err)
        return err;
    bool ok = lay(a, &base, own, &merged) && val_set(&mark, "like", val_text("generic"));
    struct val marked = val_object(&mark);
    ok = ok && lay(a, &merged, &marked, &merged);
    struct val_builder put = val_build(a);
    ok = ok && val_set(&put, "procedure", merged);
    struct val with = val_object(&put);
    ok = ok && lay(a, v, &with, &whole);
    if (!ok)
        return fault_set(f, ERR_MEMORY, "$.procedure", "out of memory");
    *v = whole;
    return ERR_NONE;
}
