#include "contract/forms_tool/tool.h"
int tool_check(int argc, char **argv){return 1;}
int tool_walk(int argc, char **argv){return 1;}
__attribute__((weak)) int form_currency_digits(const char *c);
__attribute__((weak)) int form_currency_digits(const char *c){return 2;}
