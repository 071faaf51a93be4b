// SPDX-License-Identifier: Apache-2.0
// The built-in table of component types and scripts (dialect.c names the sources). Sorted by type.
#include "contract/forms_tool/dialect_data.h"

const struct dialect_row dialect_rows[] = {
    {"accordion", "htmlelement", DOES_SHOW, DIALECT_ACCORDION, NULL},
    {"activities", "activities", DOES_LOSE, 0, "its choices come from a register that only NAV can ask"},
    {"address", "address", DOES_ASK, 0, NULL},
    {"addressNL", "container", DOES_GROUP, 0, "{\"components\":[{\"type\":\"textfield\",\"key\":\"postcode\",\"label\":\"Postcode\",\"input\":true,"
     "\"validate\":{\"required\":true,\"pattern\":\"[1-9][0-9]{3} ?[A-Za-z]{2}\"}},{\"type\":\"textfield\","
     "\"key\":\"houseNumber\",\"label\":\"Huisnummer\",\"input\":true,\"validate\":{\"required\":true,"
     "\"pattern\":\"[0-9]{1,5}\"}},{\"type\":\"textfield\",\"key\":\"houseLetter\",\"label\":\"Huisletter\","
     "\"input\":true},{\"type\":\"textfield\",\"key\":\"houseNumberAddition\",\"label\":\"Huisnummertoevoeging\","
     "\"input\":true}]}"},
    {"addressValidity", "container", DOES_GROUP, 0, "{\"components\":[{\"type\":\"datetime\",\"key\":\"gyldigFraOgMed\",\"label\":\"Gyldig fra\",\"input\":true,"
     "\"format\":\"yyyy-MM-dd\",\"enableDate\":true,\"enableTime\":false,\"validate\":{\"required\":true}},"
     "{\"type\":\"datetime\",\"key\":\"gyldigTilOgMed\",\"label\":\"Gyldig til\",\"input\":true,"
     "\"format\":\"yyyy-MM-dd\",\"enableDate\":true,\"enableTime\":false}]}"},
    {"address_sf", "address", DOES_ASK, 0, NULL},
    {"alert", "htmlelement", DOES_SHOW, 0, NULL},
    {"alertstripe", "htmlelement", DOES_SHOW, 0, NULL},
    {"attachment", "radio", DOES_ASK, DIALECT_ATTACHMENT, NULL},
    {"bankAccount", "textfield", DOES_ASK, 0, NULL},
    {"bcaddress", "address", DOES_ASK, 0, NULL},
    {"bsn", "textfield", DOES_ASK, 0, "{\"inputMask\":\"999999999\"}"},
    {"building", "textfield", DOES_ASK, 0, NULL},
    {"button", "button", DOES_IGNORE, 0, NULL},
    {"buttons", "buttons", DOES_IGNORE, 0, NULL},
    {"captcha", "captcha", DOES_IGNORE, 0, NULL},
    {"card", "panel", DOES_GROUP, 0, NULL},
    {"checkbox", "checkbox", DOES_ASK, 0, NULL},
    {"checkboxes", "selectboxes", DOES_ASK, 0, NULL},
    {"children", "datagrid", DOES_GROUP, 0, "{\"components\":[{\"type\":\"textfield\",\"key\":\"bsn\",\"label\":\"BSN\",\"input\":true},{\"type\":\"textfield\","
     "\"key\":\"firstNames\",\"label\":\"Voornamen\",\"input\":true},{\"type\":\"textfield\",\"key\":\"lastName\","
     "\"label\":\"Achternaam\",\"input\":true},{\"type\":\"datetime\",\"key\":\"dateOfBirth\","
     "\"label\":\"Geboortedatum\",\"input\":true,\"format\":\"yyyy-MM-dd\",\"enableDate\":true,"
     "\"enableTime\":false}]}"},
    {"coAddress", "textfield", DOES_ASK, 0, NULL},
    {"coSign", "email", DOES_ASK, 0, NULL},
    {"columns", "columns", DOES_GROUP, 0, NULL},
    {"container", "container", DOES_GROUP, 0, NULL},
    {"content", "content", DOES_SHOW, 0, NULL},
    {"cosign", "email", DOES_ASK, 0, NULL},
    {"countrySelect", "select", DOES_ASK, DIALECT_PAIR | DIALECT_COUNTRIES, NULL},
    {"currency", "currency", DOES_ASK, 0, NULL},
    {"currencySelect", "textfield", DOES_ASK, DIALECT_PAIR, "{\"placeholder\":\"NOK\",\"inputMask\":\"AAA\"}"},
    {"custom", "custom", DOES_LOSE, 0, "a component of its own making"},
    {"customAction", "customAction", DOES_IGNORE, 0, NULL},
    {"customerProfile", "customerProfile", DOES_LOSE, 0, "its contents come from a register"},
    {"dataFetcher", "dataFetcher", DOES_LOSE, 0, "its choices come from a register that only NAV can ask"},
    {"dataSource", "hidden", DOES_VALUE, 0, NULL},
    {"dataTable", "datagrid", DOES_GROUP, 0, NULL},
    {"datagrid", "datagrid", DOES_GROUP, 0, NULL},
    {"datamap", "datagrid", DOES_GROUP, 0, "{\"components\":[{\"type\":\"textfield\",\"key\":\"key\",\"label\":\"Name\",\"input\":true},{\"type\":\"textfield\","
     "\"key\":\"value\",\"label\":\"Value\",\"input\":true}]}"},
    {"datasource", "hidden", DOES_VALUE, 0, NULL},
    {"datatable", "datagrid", DOES_GROUP, 0, NULL},
    {"date", "datetime", DOES_ASK, 0, "{\"format\":\"yyyy-MM-dd\",\"enableDate\":true,\"enableTime\":false}"},
    {"datetime", "datetime", DOES_ASK, 0, NULL},
    {"datetimelocal", "datetime", DOES_ASK, 0, NULL},
    {"day", "day", DOES_ASK, 0, NULL},
    {"drivinglist", "drivinglist", DOES_LOSE, 0, "its choices come from a register that only NAV can ask"},
    {"dynamicWizard", "datagrid", DOES_GROUP, 0, NULL},
    {"editgrid", "editgrid", DOES_GROUP, 0, NULL},
    {"email", "email", DOES_ASK, 0, NULL},
    {"fieldset", "fieldset", DOES_GROUP, 0, NULL},
    {"file", "file", DOES_ASK, 0, NULL},
    {"firstName", "textfield", DOES_ASK, 0, NULL},
    {"fnrfield", "textfield", DOES_ASK, 0, NULL},
    {"form", "form", DOES_LOSE, 0, "a form inside the form, which is kept elsewhere"},
    {"formGroup", "fieldset", DOES_GROUP, 0, NULL},
    {"group", "fieldset", DOES_GROUP, 0, NULL},
    {"header", "htmlelement", DOES_SHOW, 0, NULL},
    {"heading", "htmlelement", DOES_SHOW, 0, NULL},
    {"hidden", "hidden", DOES_VALUE, 0, NULL},
    {"html", "htmlelement", DOES_SHOW, 0, NULL},
    {"htmlelement", "htmlelement", DOES_SHOW, 0, NULL},
    {"iban", "textfield", DOES_ASK, 0, NULL},
    {"identity", "container", DOES_GROUP, 0, "{\"components\":[{\"type\":\"radio\",\"key\":\"harDuFodselsnummer\","
     "\"label\":\"Har du norsk fødselsnummer eller d-nummer?\",\"input\":true,\"values\":[{\"label\":\"Ja\","
     "\"value\":\"ja\"},{\"label\":\"Nei\",\"value\":\"nei\"}],\"validate\":{\"required\":true}},{\"type\":\"textfield\","
     "\"key\":\"identitetsnummer\",\"label\":\"Fødselsnummer eller d-nummer\",\"input\":true,"
     "\"validate\":{\"required\":true,\"pattern\":\"[0-9]{11}\"},"
     "\"conditional\":{\"json\":{\"===\":[{\"var\":\"row.harDuFodselsnummer\"},\"ja\"]}}},{\"type\":\"datetime\","
     "\"key\":\"fodselsdato\",\"label\":\"Fødselsdato\",\"input\":true,\"format\":\"yyyy-MM-dd\",\"enableDate\":true,"
     "\"enableTime\":false,\"validate\":{\"required\":true},"
     "\"conditional\":{\"json\":{\"===\":[{\"var\":\"row.harDuFodselsnummer\"},\"nei\"]}}}]}"},
    {"image", "image", DOES_IGNORE, 0, NULL},
    {"integer", "number", DOES_ASK, 0, "{\"decimalLimit\":0}"},
    {"landvelger", "select", DOES_ASK, DIALECT_PAIR | DIALECT_COUNTRIES, NULL},
    {"licenseplate", "textfield", DOES_ASK, 0, NULL},
    {"locator", "address", DOES_ASK, 0, NULL},
    {"maalgruppe", "maalgruppe", DOES_LOSE, 0, "its choices come from a register that only NAV can ask"},
    {"map", "map", DOES_LOSE, 0, "a place on a map needs a pointer"},
    {"middleName", "textfield", DOES_ASK, 0, NULL},
    {"monthPicker", "textfield", DOES_ASK, 0, "{\"placeholder\":\"03.2026\",\"inputMask\":\"99.9999\"}"},
    {"nationalIdentityNumber", "textfield", DOES_ASK, 0, NULL},
    {"navAddress", "container", DOES_GROUP, 0, "{\"components\":[{\"type\":\"radio\",\"key\":\"borDuINorge\",\"label\":\"Bor du i Norge?\",\"input\":true,"
     "\"values\":[{\"label\":\"Ja\",\"value\":\"ja\"},{\"label\":\"Nei\",\"value\":\"nei\"}],"
     "\"validate\":{\"required\":true}},{\"type\":\"radio\",\"key\":\"vegadresseEllerPostboksadresse\","
     "\"label\":\"Er kontaktadressen en vegadresse eller postboksadresse?\",\"input\":true,"
     "\"values\":[{\"label\":\"Vegadresse\",\"value\":\"vegadresse\"},{\"label\":\"Postboksadresse\","
     "\"value\":\"postboksadresse\"}],\"validate\":{\"required\":true},"
     "\"conditional\":{\"json\":{\"===\":[{\"var\":\"row.borDuINorge\"},\"ja\"]}}},{\"type\":\"textfield\",\"key\":\"co\","
     "\"label\":\"C/O\",\"input\":true},{\"type\":\"textfield\",\"key\":\"adresse\","
     "\"label\":\"Vegadresse eller postboks\",\"input\":true,\"validate\":{\"required\":true}},"
     "{\"type\":\"textfield\",\"key\":\"postnummer\",\"label\":\"Postnummer\",\"input\":true,"
     "\"validate\":{\"required\":true},\"conditional\":{\"json\":{\"===\":[{\"var\":\"row.borDuINorge\"},\"ja\"]}}},"
     "{\"type\":\"textfield\",\"key\":\"bySted\",\"label\":\"By / stedsnavn\",\"input\":true,"
     "\"validate\":{\"required\":true}},{\"type\":\"textfield\",\"key\":\"land\",\"label\":\"Land\",\"input\":true,"
     "\"validate\":{\"required\":true},\"conditional\":{\"json\":{\"===\":[{\"var\":\"row.borDuINorge\"},\"nei\"]}}}]}"},
    {"navAvsender", "container", DOES_GROUP, 0, "{\"components\":[{\"type\":\"textfield\",\"key\":\"fornavn\",\"label\":\"Fornavn\",\"input\":true,"
     "\"validate\":{\"required\":true}},{\"type\":\"textfield\",\"key\":\"etternavn\",\"label\":\"Etternavn\","
     "\"input\":true,\"validate\":{\"required\":true}}]}"},
    {"navCheckbox", "checkbox", DOES_ASK, 0, NULL},
    {"navDatepicker", "datetime", DOES_ASK, 0, "{\"format\":\"yyyy-MM-dd\",\"enableDate\":true,\"enableTime\":false}"},
    {"navSelect", "select", DOES_ASK, DIALECT_PAIR, NULL},
    {"navSkjemagruppe", "fieldset", DOES_GROUP, 0, NULL},
    {"npFamilyMembers", "npFamilyMembers", DOES_LOSE, 0, "its choices come from a register"},
    {"number", "number", DOES_ASK, 0, NULL},
    {"orgNr", "textfield", DOES_ASK, 0, NULL},
    {"organizationNumber", "textfield", DOES_ASK, 0, NULL},
    {"orgbook", "textfield", DOES_ASK, 0, "{\"placeholder\":\"\"}"},
    {"page", "panel", DOES_GROUP, 0, NULL},
    {"panel", "panel", DOES_GROUP, 0, NULL},
    {"paragraph", "htmlelement", DOES_SHOW, 0, NULL},
    {"partners", "datagrid", DOES_GROUP, 0, "{\"components\":[{\"type\":\"textfield\",\"key\":\"bsn\",\"label\":\"BSN\",\"input\":true},{\"type\":\"textfield\","
     "\"key\":\"firstNames\",\"label\":\"Voornamen\",\"input\":true},{\"type\":\"textfield\",\"key\":\"lastName\","
     "\"label\":\"Achternaam\",\"input\":true},{\"type\":\"datetime\",\"key\":\"dateOfBirth\","
     "\"label\":\"Geboortedatum\",\"input\":true,\"format\":\"yyyy-MM-dd\",\"enableDate\":true,"
     "\"enableTime\":false}]}"},
    {"password", "password", DOES_ASK, 0, NULL},
    {"pdfform", "pdfform", DOES_IGNORE, 0, NULL},
    {"phone", "phoneNumber", DOES_ASK, 0, NULL},
    {"phoneNumber", "phoneNumber", DOES_ASK, 0, NULL},
    {"phonenumber", "phoneNumber", DOES_ASK, 0, NULL},
    {"poBox", "textfield", DOES_ASK, 0, NULL},
    {"postOffice", "textfield", DOES_ASK, 0, NULL},
    {"postalCode", "textfield", DOES_ASK, 0, NULL},
    {"postcode", "textfield", DOES_ASK, 0, NULL},
    {"productPrice", "productPrice", DOES_LOSE, 0, "its choices come from a register"},
    {"radio", "radio", DOES_ASK, 0, NULL},
    {"radiobuttons", "radio", DOES_ASK, 0, NULL},
    {"radiopanel", "radio", DOES_ASK, 0, NULL},
    {"recaptcha", "recaptcha", DOES_IGNORE, 0, NULL},
    {"region", "textfield", DOES_ASK, 0, NULL},
    {"resource", "textfield", DOES_ASK, 0, NULL},
    {"reviewPage", "reviewPage", DOES_IGNORE, 0, NULL},
    {"reviewpage", "reviewpage", DOES_IGNORE, 0, NULL},
    {"row", "fieldset", DOES_GROUP, 0, NULL},
    {"section", "fieldset", DOES_GROUP, 0, NULL},
    {"select", "select", DOES_ASK, 0, NULL},
    {"selectBoxes", "selectboxes", DOES_ASK, 0, NULL},
    {"selectboxes", "selectboxes", DOES_ASK, 0, NULL},
    {"sender", "container", DOES_GROUP, 0, "{\"components\":[{\"type\":\"textfield\",\"key\":\"fornavn\",\"label\":\"Fornavn\",\"input\":true,"
     "\"validate\":{\"required\":true}},{\"type\":\"textfield\",\"key\":\"etternavn\",\"label\":\"Etternavn\","
     "\"input\":true,\"validate\":{\"required\":true}}]}"},
    {"signature", "signature", DOES_ASK, 0, NULL},
    {"simpleaddress", "address", DOES_ASK, 0, NULL},
    {"simpleaddressadvanced", "address", DOES_ASK, 0, NULL},
    {"simplebcaddress", "address", DOES_ASK, 0, NULL},
    {"simplebtnreset", "simplebtnreset", DOES_IGNORE, 0, NULL},
    {"simplebtnsubmit", "simplebtnsubmit", DOES_IGNORE, 0, NULL},
    {"simplebuttonadvanced", "simplebuttonadvanced", DOES_IGNORE, 0, NULL},
    {"simplebuttons", "simplebuttons", DOES_IGNORE, 0, NULL},
    {"simplecheckbox", "checkbox", DOES_ASK, 0, NULL},
    {"simplecheckboxadvanced", "checkbox", DOES_ASK, 0, NULL},
    {"simplecheckboxes", "selectboxes", DOES_ASK, 0, NULL},
    {"simplecheckboxesadvanced", "selectboxes", DOES_ASK, 0, NULL},
    {"simplecols2", "columns", DOES_GROUP, 0, NULL},
    {"simplecols3", "columns", DOES_GROUP, 0, NULL},
    {"simplecols4", "columns", DOES_GROUP, 0, NULL},
    {"simplecolumns", "columns", DOES_GROUP, 0, NULL},
    {"simplecontent", "htmlelement", DOES_SHOW, 0, NULL},
    {"simplecurrency", "currency", DOES_ASK, 0, NULL},
    {"simplecurrencyadvanced", "currency", DOES_ASK, 0, NULL},
    {"simpledatetime", "datetime", DOES_ASK, 0, NULL},
    {"simpledatetimeadvanced", "datetime", DOES_ASK, 0, NULL},
    {"simpleday", "day", DOES_ASK, 0, NULL},
    {"simpledayadvanced", "day", DOES_ASK, 0, NULL},
    {"simpleemail", "email", DOES_ASK, 0, NULL},
    {"simpleemailadvanced", "email", DOES_ASK, 0, NULL},
    {"simplefieldset", "fieldset", DOES_GROUP, 0, NULL},
    {"simplefile", "file", DOES_ASK, 0, NULL},
    {"simplefileadvanced", "file", DOES_ASK, 0, NULL},
    {"simpleheading", "htmlelement", DOES_SHOW, 0, NULL},
    {"simplehidden", "hidden", DOES_VALUE, 0, NULL},
    {"simplehtmlelement", "htmlelement", DOES_SHOW, 0, NULL},
    {"simplenumber", "number", DOES_ASK, 0, NULL},
    {"simplenumberadvanced", "number", DOES_ASK, 0, NULL},
    {"simplepanel", "panel", DOES_GROUP, 0, NULL},
    {"simpleparagraph", "htmlelement", DOES_SHOW, 0, NULL},
    {"simplepassword", "password", DOES_ASK, 0, NULL},
    {"simplepasswordadvanced", "password", DOES_ASK, 0, NULL},
    {"simplephonenumber", "phoneNumber", DOES_ASK, 0, NULL},
    {"simplephonenumberadvanced", "phoneNumber", DOES_ASK, 0, NULL},
    {"simpleradio", "radio", DOES_ASK, 0, NULL},
    {"simpleradioadvanced", "radio", DOES_ASK, 0, NULL},
    {"simpleradios", "radio", DOES_ASK, 0, NULL},
    {"simpleradiosadvanced", "radio", DOES_ASK, 0, NULL},
    {"simpleselect", "select", DOES_ASK, 0, NULL},
    {"simpleselectadvanced", "select", DOES_ASK, 0, NULL},
    {"simplesignature", "signature", DOES_ASK, 0, NULL},
    {"simplesignatureadvanced", "signature", DOES_ASK, 0, NULL},
    {"simplesurvey", "survey", DOES_ASK, 0, NULL},
    {"simplesurveyadvanced", "survey", DOES_ASK, 0, NULL},
    {"simpletable", "table", DOES_GROUP, 0, NULL},
    {"simpletabs", "tabs", DOES_GROUP, 0, NULL},
    {"simpletags", "tags", DOES_ASK, 0, NULL},
    {"simpletagsadvanced", "tags", DOES_ASK, 0, NULL},
    {"simpletextarea", "textarea", DOES_ASK, 0, NULL},
    {"simpletextareaadvanced", "textarea", DOES_ASK, 0, NULL},
    {"simpletextfield", "textfield", DOES_ASK, 0, NULL},
    {"simpletextfieldadvanced", "textfield", DOES_ASK, 0, NULL},
    {"simpletime", "time", DOES_ASK, 0, NULL},
    {"simpletimeadvanced", "time", DOES_ASK, 0, NULL},
    {"simpleurl", "url", DOES_ASK, 0, NULL},
    {"simpleurladvanced", "url", DOES_ASK, 0, NULL},
    {"simplewell", "well", DOES_GROUP, 0, NULL},
    {"sketchpad", "sketchpad", DOES_LOSE, 0, "drawing needs a pointer"},
    {"softRequiredErrors", "softRequiredErrors", DOES_IGNORE, 0, NULL},
    {"ssn", "textfield", DOES_ASK, 0, NULL},
    {"state", "textfield", DOES_ASK, 0, NULL},
    {"streetAddress", "textfield", DOES_ASK, 0, NULL},
    {"stripe", "stripe", DOES_IGNORE, 0, NULL},
    {"submit", "submit", DOES_IGNORE, 0, NULL},
    {"surname", "textfield", DOES_ASK, 0, NULL},
    {"survey", "survey", DOES_ASK, 0, NULL},
    {"table", "table", DOES_GROUP, 0, NULL},
    {"tabs", "tabs", DOES_GROUP, 0, NULL},
    {"tagpad", "tagpad", DOES_LOSE, 0, "marks on a picture need a pointer"},
    {"tags", "tags", DOES_ASK, 0, NULL},
    {"text", "textfield", DOES_ASK, 0, NULL},
    {"textDisplay", "htmlelement", DOES_SHOW, 0, NULL},
    {"textarea", "textarea", DOES_ASK, 0, NULL},
    {"textfield", "textfield", DOES_ASK, 0, NULL},
    {"time", "time", DOES_ASK, 0, NULL},
    {"tree", "datagrid", DOES_GROUP, 0, NULL},
    {"unknown", "unknown", DOES_IGNORE, 0, NULL},
    {"url", "url", DOES_ASK, 0, NULL},
    {"valutavelger", "textfield", DOES_ASK, DIALECT_PAIR, "{\"placeholder\":\"NOK\",\"inputMask\":\"AAA\"}"},
    {"well", "well", DOES_GROUP, 0, NULL},
    {"wizardpage", "panel", DOES_GROUP, 0, NULL},
    {"year", "number", DOES_ASK, 0, "{\"decimalLimit\":0}"},
    {"zip", "textfield", DOES_ASK, 0, NULL},
};
const size_t dialect_row_count = sizeof dialect_rows / sizeof *dialect_rows;

const struct dialect_known_script dialect_scripts[] = {
    {"instance.validateOrganizationNumber(input)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},"
     "{\"and\":[{\"===\":[{\"length\":[{\"tgov:digits\":[{\"var\":\"input\"}]}]},9]},"
     "{\"tgov:mod11\":[{\"tgov:digits\":[{\"var\":\"input\"}]},[3,2,7,6,5,4,3,2,1]]}]}]},true,"
     "\"Dette er ikke et gyldig organisasjonsnummer\"]}"},
    {"instance.validateFnrNew(input)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},"
     "{\"and\":[{\"===\":[{\"length\":[{\"tgov:digits\":[{\"var\":\"input\"}]}]},11]},"
     "{\"tgov:mod11\":[{\"tgov:digits\":[{\"var\":\"input\"}]},[3,7,6,1,8,9,4,5,2,1]]},"
     "{\"tgov:mod11\":[{\"tgov:digits\":[{\"var\":\"input\"}]},[5,4,3,2,7,6,5,4,3,2,1]]}]}]},true,"
     "\"Dette er ikke et gyldig fødselsnummer eller d-nummer\"]}"},
    {"instance.validateFnr(input)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},"
     "{\"and\":[{\"===\":[{\"length\":[{\"tgov:digits\":[{\"var\":\"input\"}]}]},11]},"
     "{\"tgov:mod11\":[{\"tgov:digits\":[{\"var\":\"input\"}]},[3,7,6,1,8,9,4,5,2,1]]},"
     "{\"tgov:mod11\":[{\"tgov:digits\":[{\"var\":\"input\"}]},[5,4,3,2,7,6,5,4,3,2,1]]}]}]},true,"
     "\"Dette er ikke et gyldig fødselsnummer eller d-nummer\"]}"},
    {"instance.newValidateFnr(input)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},"
     "{\"and\":[{\"===\":[{\"length\":[{\"tgov:digits\":[{\"var\":\"input\"}]}]},11]},"
     "{\"tgov:mod11\":[{\"tgov:digits\":[{\"var\":\"input\"}]},[3,7,6,1,8,9,4,5,2,1]]},"
     "{\"tgov:mod11\":[{\"tgov:digits\":[{\"var\":\"input\"}]},[5,4,3,2,7,6,5,4,3,2,1]]}]}]},true,"
     "\"Dette er ikke et gyldig fødselsnummer eller d-nummer\"]}"},
    {"instance.validateAccountNumber(input)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},"
     "{\"and\":[{\"===\":[{\"length\":[{\"tgov:digits\":[{\"var\":\"input\"}]}]},11]},"
     "{\"tgov:mod11\":[{\"tgov:digits\":[{\"var\":\"input\"}]},[5,4,3,2,7,6,5,4,3,2,1]]}]}]},true,"
     "\"Dette er ikke et gyldig kontonummer\"]}"},
    {"instance.validateIban(input)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},{\"tgov:iban\":[{\"var\":\"input\"}]}]},true,"
     "\"Dette er ikke et gyldig IBAN\"]}"},
    {"instance.validateDatePickerV2(input,data,component,row)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},{\"!=\":[{\"tgov:time\":[{\"var\":\"input\"}]},null]}]},true,"
     "\"Dette er ikke en gyldig dato\"]}"},
    {"instance.validateDatePicker(input,data)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},{\"!=\":[{\"tgov:time\":[{\"var\":\"input\"}]},null]}]},true,"
     "\"Dette er ikke en gyldig dato\"]}"},
    {"instance.validateDatePicker(input,data,component,row)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},{\"!=\":[{\"tgov:time\":[{\"var\":\"input\"}]},null]}]},true,"
     "\"Dette er ikke en gyldig dato\"]}"},
    {"instance.validateDatePicker(input,data,component)",
     "{\"if\":[{\"or\":[{\"!\":[{\"var\":\"input\"}]},{\"!=\":[{\"tgov:time\":[{\"var\":\"input\"}]},null]}]},true,"
     "\"Dette er ikke en gyldig dato\"]}"},
};
const size_t dialect_script_count = sizeof dialect_scripts / sizeof *dialect_scripts;
