// SPDX-License-Identifier: Apache-2.0
// Drawing a signature with a finger: the only script of the form's pages.
#include "backend/handover/inside.h"

static const char script[] =
    "(()=>{const c=document.getElementById('sign');if(!c)return;"
    "const g=c.getContext('2d'),out=document.getElementById('drawn');let last=null;"
    "const clean=()=>{g.fillStyle='#fff';g.fillRect(0,0,c.width,c.height);out.value=''};"
    "const at=e=>{const r=c.getBoundingClientRect();return[(e.clientX-r.left)*c.width/r.width,(e.clientY-r.top)*c.height/r.height]};"
    "g.lineWidth=5;g.lineCap=g.lineJoin='round';clean();"
    "c.addEventListener('pointerdown',e=>{last=at(e);c.setPointerCapture(e.pointerId);e.preventDefault()});"
    "c.addEventListener('pointermove',e=>{if(!last)return;const p=at(e);g.beginPath();g.moveTo(...last);g.lineTo(...p);g.stroke();last=p});"
    "const end=()=>{if(last){last=null;out.value=c.toDataURL('image/png')}};"
    "c.addEventListener('pointerup',end);c.addEventListener('pointercancel',end);"
    "document.getElementById('wipe').addEventListener('click',clean)})();\n";

enum status hand_script(const struct req *req, struct resp *resp, struct store *store) {
    (void)req, (void)store;
    return page_asset(resp, "text/javascript; charset=utf-8", STR(script));
}
