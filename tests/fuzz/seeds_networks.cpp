#include "tests/fuzz/seeds.hpp"

#include <iostream>

#include "mappings/hubservices_v3/access_right.hpp"
#include "mappings/hubservices_v3/audit_trail.hpp"
#include "mappings/hubservices_v3/hub_order.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/single_message/patient_signature.hpp"
#include "mappings/vitalink/native_message.hpp"
#include "mappings/wss/envelope.hpp"
#include "tests/fuzz/support_people.hpp"

namespace sluis::fuzz {
namespace {

// A message with one medication, in the clear.
std::string scheme() {
  const auto cd = [](const std::string& s, const std::string& v) { return "<cd S=\"" + s + "\" SV=\"1.0\">" + v + "</cd>"; };
  const auto transaction = [&](const std::string& id, const std::string& type, const std::string& uri, const std::string& item) {
    return "<transaction><id S=\"ID-KMEHR\" SV=\"1.0\">" + id + "</id><id S=\"LOCAL\" SV=\"1.0\" SL=\"vitalinkuri\">" + uri + "</id>" + cd("CD-TRANSACTION", type) +
           "<date>2026-11-20</date><time>10:00:00</time><author><hcparty><id S=\"ID-HCPARTY\" SV=\"1.0\">19997638004</id>" + cd("CD-HCPARTY", "persphysician") +
           "<firstname>Gert</firstname><familyname>Huisarts</familyname></hcparty></author><iscomplete>true</iscomplete><isvalidated>true</isvalidated>" + item + "</transaction>";
  };
  const std::string item = "<item><id S=\"ID-KMEHR\" SV=\"1.0\">1</id>" + cd("CD-ITEM", "medication") +
    "<content><medicinalproduct><intendedcd S=\"CD-DRUG-CNK\" SV=\"2.0\">0059337</intendedcd><intendedname>X</intendedname></medicinalproduct></content>"
    "<beginmoment><date>2026-11-01</date></beginmoment><temporality>" + cd("CD-TEMPORALITY", "chronic") + "</temporality><frequency><periodicity>" + cd("CD-PERIODICITY", "D") +
    "</periodicity></frequency><regimen><daytime><dayperiod>" + cd("CD-DAYPERIOD", "morning") + "</dayperiod></daytime><quantity><decimal>1</decimal><unit>" +
    cd("CD-ADMINISTRATIONUNIT", "00005") + "</unit></quantity></regimen><route>" + cd("CD-DRUG-ROUTE", "00060") + "</route></item>";
  return "<kmehrmessage xmlns=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><header><standard>" + cd("CD-STANDARD", "20161201") +
    "</standard><id S=\"ID-KMEHR\" SV=\"1.0\">19997638004.1</id><date>2026-11-20</date><time>10:00:00</time><sender><hcparty>" + cd("CD-HCPARTY", "persphysician") +
    "</hcparty></sender><recipient><hcparty>" + cd("CD-HCPARTY", "hub") + "</hcparty></recipient></header><folder><id S=\"ID-KMEHR\" SV=\"1.0\">1</id>"
    "<patient><id S=\"INSS\" SV=\"1.0\">85073099833</id><firstname>Anna</firstname><familyname>Test</familyname><sex>" + cd("CD-SEX", "female") + "</sex></patient>" +
    transaction("1", "medicationscheme", "/subject/85073099833/medication-scheme/new", "<version>2</version>") +
    transaction("2", "medicationschemeelement", "/subject/85073099833/medication-scheme/1001/2", item) + "</folder></kmehrmessage>";
}

}  // namespace

void of_networks() {
  namespace v3 = mappings::hubservices_v3;
  namespace vitalink = mappings::vitalink;
  model::RequestHeader header;
  header.id = "71099911.1";
  header.author.parties = {mappings::kmehr::make_party("71099911", "orghospital", "Huis"), mappings::kmehr::software_party("sluis")};
  header.date = "2026-11-20";
  header.time = "10:15:00";
  const auto select = v3::write_document_select("85073099833", {"D-1", "HUBAID", "1999990144"});
  for (const auto* operation : {"GetTransaction", "RevokeTransaction"}) {
    const auto text = v3::write_hub_request(operation, header, select);
    seed("hub_order", std::string(operation) + ".xml", text);
    seed("soap_operations", std::string(operation) + ".xml", text);
  }
  auto message = scheme();
  const std::string put = message.replace(message.find("<kmehrmessage xmlns=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\">"), 75, "<c:kmehrmessage xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v3\" xmlns=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\">");
  const auto content = put.substr(0, put.rfind("</")) + "</c:kmehrmessage>";
  if (const auto canonical = mappings::wss::canonical_element(content)) {
    const auto text = v3::write_hub_request("PutTransaction", header, *canonical);
    seed("hub_order", "PutTransaction.xml", text);
    seed("soap_operations", "PutTransaction.xml", text);
    v3::HubResponse answer;
    answer.header = {"71099911.2", header.author.parties.front(), "2026-11-20", "10:15:00", {}};
    answer.content = *canonical;
    seed("hub_order", "GetTransactionResponse.xml", v3::write_hub_response("GetTransaction", answer));
    seed("kmehr", "message.xml", *canonical);
  } else {
    std::cerr << "the kmehrmessage can't be made: " << canonical.error().log_text() << "\n" << content << "\n";
  }
  seed("kmehr", "scheme.xml", scheme());
  seed("kmehr", "sealed.xml", "<kmehrmessage xmlns=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><header/><Base64EncryptedData><cd S=\"CD-ENCRYPTION-METHOD\">CMS</cd><Base64EncryptedValue>YWJj</Base64EncryptedValue></Base64EncryptedData></kmehrmessage>");
  seed("kmehr", "in_no_namespace.xml", "<kmehrmessage><header/></kmehrmessage>");  // was sealed as no XML
  seed("vitalink_scheme", "scheme.xml", scheme());
  auto longer = scheme();
  longer.insert(longer.find("CD-DAYPERIOD\" SV=\"1.0") + 21, std::string(20'000, '1'));  // was more than the stack could hold
  seed("vitalink_scheme", "long_version.xml", longer);
  seed("vitalink_scheme", "uri.txt", "/subject/85073099833/medication-scheme/1001/2");

  vitalink::NativeRequest request;
  request.client_id = "c";
  request.person = vitalink::NativePerson{"An", "Test", "85073099833", "19997638004", "physician"};
  request.organisation = vitalink::NativeOrganisation{"orghospital", "Huis", "NIHII", "71099911"};
  request.subject = "85073099833";
  request.page = vitalink::NativePage{"/subject/85073099833/sumehr", 2, {}, {}};
  request.glass = "unconscious";
  request.uri = "/subject/85073099833/sumehr/1/1";
  request.subjects = {"85073099833"};
  request.entries = {{"/subject/85073099833/sumehr/new", "r", 3, {{"languageCode", "nl-BE"}}, scheme()}};
  for (const auto& [call, name] : {std::pair(vitalink::NativeCall::Store, "store"), std::pair(vitalink::NativeCall::Fetch, "fetch"),
                                  std::pair(vitalink::NativeCall::Remove, "remove"), std::pair(vitalink::NativeCall::Timestamps, "timestamps")}) {
    request.call = call;
    seed("vitalink_native", std::string(name) + ".request.xml", vitalink::write_native(request));
    vitalink::NativeResponse response;
    response.call = call;
    response.client_id = "c", response.server_id = "s", response.code = "200", response.message = "OK", response.subject = "85073099833";
    response.last_updated = "2026-11-20T10:00:00+01:00", response.version = 7;
    if (call == vitalink::NativeCall::Fetch)
      response.nodes = {{"medication-scheme", 3, {"/subject/85073099833/medication-scheme", 1, 10, 1}, {{"/subject/85073099833/medication-scheme/1001/2", "", 3, {{"a", "b"}}, scheme()}}}};
    if (call == vitalink::NativeCall::Store) response.entries = {{"/subject/85073099833/sumehr/1/1", "r", 1, {}, ""}};
    if (call == vitalink::NativeCall::Timestamps) response.stamps = {{"85073099833", "2026-11-20T10:00:00+01:00", 2}};
    seed("vitalink_native", std::string(name) + ".response.xml", vitalink::write_native(response));
  }

  const std::string protocol = " xmlns:p=\"urn:be:fgov:ehealth:metahub:protocol:v2\" xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\" xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"";
  const std::string said = "<c:response><c:request><c:id>71099911.1</c:id></c:request></c:response><c:acknowledge><c:iscomplete>true</c:iscomplete></c:acknowledge>";
  const std::string link = "<p:patientlink><p:patient><c:id S=\"INSS\" SV=\"1.0\">62071498939</c:id></p:patient><p:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">1999990144</k:id></p:hcparty></p:patientlink>";
  seed("metahub", "links.xml", "<p:GetPatientLinksResponse" + protocol + ">" + said + "<p:patientlinklist>" + link + "</p:patientlinklist></p:GetPatientLinksResponse>");
  seed("metahub", "put.xml", "<p:PutPatientLinkResponse" + protocol + ">" + said + link + "</p:PutPatientLinkResponse>");
  seed("metahub", "delta.xml", "<p:GetMetaHubDeltaResponse" + protocol + ">" + said + "<p:position>12</p:position><p:gap>false</p:gap><p:patientlinklist>" + link + "</p:patientlinklist></p:GetMetaHubDeltaResponse>");
  seed("metahub", "refused.xml", "<p:GetPatientLinksResponse" + protocol + "><c:response><c:request><c:id>1</c:id></c:request></c:response><c:acknowledge><c:iscomplete>false</c:iscomplete><c:error><k:cd S=\"CD-ERROR\">MH2.INPUT.19</k:cd></c:error></c:acknowledge></p:GetPatientLinksResponse>");

  const std::string etk = "<e:GetEtkResponse xmlns:e=\"urn:be:fgov:ehealth:etkdepot:1_0:protocol\">";
  seed("etk_depot", "token.xml", etk + "<e:ETK>YWJj</e:ETK></e:GetEtkResponse>");
  seed("etk_depot", "error.xml", etk + "<e:Error><e:Code>ETK_NOT_FOUND</e:Code><e:Message>no</e:Message></e:Error></e:GetEtkResponse>");
  seed("etk_depot", "matches.xml", etk + "<e:MatchingEtk><e:Identifier><e:Type>CBE</e:Type><e:Value>0999999922</e:Value><e:ApplicationID>X</e:ApplicationID></e:Identifier></e:MatchingEtk></e:GetEtkResponse>");
  const std::string kgss = " xmlns:g=\"urn:be:fgov:ehealth:etee:kgss:1_0:protocol\">";
  seed("kgss", "new_key.xml", "<g:GetNewKeyResponse" + kgss + "<g:SealedNewKeyResponse><g:SealedContent>YWJj</g:SealedContent></g:SealedNewKeyResponse></g:GetNewKeyResponse>");
  seed("kgss", "refused.xml", "<g:GetKeyResponse" + kgss + "<Status><Code>500</Code></Status></g:GetKeyResponse>");
  seed("kgss", "new_key_content.xml", "<g:GetNewKeyResponseContent" + kgss + "<g:NewKeyIdentifier>YWJj</g:NewKeyIdentifier><g:NewKey>MDEyMzQ1Njc4OWFiY2RlZg==</g:NewKey></g:GetNewKeyResponseContent>");
  seed("kgss", "key_content.xml", "<g:GetKeyResponseContent" + kgss + "<g:Key>MDEyMzQ1Njc4OWFiY2RlZg==</g:Key></g:GetKeyResponseContent>");
}

// Access rights and trails: both directions.
void of_hub_lists() {
  namespace v3 = mappings::hubservices_v3;
  const auto party = mappings::kmehr::make_party("19997638004", "persphysician", {});
  v3::RightRequest asked;
  asked.header.id = "71099911.1";
  asked.header.author.parties = {mappings::kmehr::make_party("71099911", "orghospital", "Huis")};
  asked.header.date = "2026-11-20", asked.header.time = "10:15:00";
  asked.order.transaction = {"D-1", "HUBAID", "1999990144"};
  asked.order.party = party;
  asked.order.right = "allow";
  for (const auto* operation : {"PutAccessRight", "GetAccessRight", "RevokeAccessRight"})
    seed("access_right", std::string(operation) + ".xml", v3::write_right_request(operation, asked));
  const v3::AnswerHeader header{"71099911.2", asked.header.author.parties.front(), "2026-11-20", "10:15:00", {}};
  seed("access_right", "GetAccessRightResponse.xml", v3::write_right_response("GetAccessRight", {header, true, {}, {{{"D-1", "HUBAID", "1999990144"}, party, "allow"}}}));
  seed("access_right", "refused.xml", v3::write_right_response("PutAccessRight", {header, false, {{"360", "no", {}}}, {}}));

  v3::AuditRequest trail;
  trail.header = asked.header;
  trail.query.patient.ids = {{"INSS", "85073099833", {}}};
  trail.query.begin = "2026-01-01", trail.query.end = "2026-11-20";
  seed("audit_trail", "request.xml", v3::write_audit_request(trail));
  v3::AuditResponse told;
  told.header = header;
  told.page = v3::PageInfo{10, 1};
  told.patient = "85073099833";
  told.accesses.push_back({now(), "GetTransaction", "Gert Huisarts", "persphysician", "71099911", "permitted", "consent", "unconscious"});
  told.accesses.back().document = {"D-1", "HUBAID", "1999990144"};
  told.accesses.back().document_category = "sumehr";
  seed("audit_trail", "response.xml", v3::write_audit_response(told));
}

void of_the_dossier() {
  const std::string names = " xmlns:smc=\"http://www.apb.be/standards/smoa/schema/v1\" xmlns:model=\"http://www.apb.be/standards/smoa/schema/model/v1\" xmlns:id=\"http://www.apb.be/standards/smoa/schema/id/v1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";
  const std::string product = "<smc:product><model:description><model:productCode xsi:type=\"id:CnkIdType\"><id:cnk>1234567</id:cnk></model:productCode></model:description>"
    "<model:dispensation><model:numberOfUnits>1</model:numberOfUnits></model:dispensation><model:localReference>L-1</model:localReference>";
  const std::string patient = "<model:max-Patient><model:identification><model:personId xsi:type=\"id:InssIdType\"><id:id>85073099833</id:id></model:personId><model:name>Anna</model:name><model:familyName>Test</model:familyName></model:identification></model:max-Patient>";
  const auto message = [&](const std::string& event) { return "<smc:single-message" + names + "<smc:unsigned><smc:eventFolder><smc:events>" + event + "</smc:events></smc:eventFolder></smc:unsigned></smc:single-message>"; };
  const std::string head = "<smc:sessionDateTime>2026-11-20T10:15:00</smc:sessionDateTime><smc:pharmacyId><id:nihiiPharmacyNumber>20999609</id:nihiiPharmacyNumber></smc:pharmacyId>";
  seed("single_message", "register.xml", message("<smc:event xsi:type=\"smc:PharmaceuticalCareEventType\">" + head + patient + "<smc:dispensedWithoutPrescription>" + product + "</smc:product></smc:dispensedWithoutPrescription></smc:event>"));
  seed("single_message", "update.xml", message("<smc:event xsi:type=\"smc:UpdatePharmaceuticalCareEventType\"><id:sguid>00000000-0000-0000-0000-000000000001</id:sguid>" + head + patient + "<smc:dispensedWithoutPrescription>" + product +
    "<model:dispensationGUID>00000000-0000-0000-0000-000000000002</model:dispensationGUID><model:motivation><model:motivationType>x</model:motivationType></model:motivation></smc:product></smc:dispensedWithoutPrescription></smc:event>"));
  seed("single_message", "odd_type.xml", message("<smc:event xsi:type=\"not: a:name\"></smc:event>"));  // was read back as another
  seed("single_message", "entities.xml", "<smc:single-message" + names + "<smc:unsigned><smc:entityFolder><smc:entities><smc:entity xsi:type=\"smc:DataLocationType\">" + patient + "<smc:location><smc:system>X</smc:system></smc:location></smc:entity></smc:entities></smc:entityFolder></smc:unsigned></smc:single-message>");
  const std::string gfd = "xmlns:g=\"urn:be:fgov:ehealth:gfddpp:protocol:v1\"";
  for (const auto* operation : {"RegisterData", "GetData", "CheckAliveTIP"})
    seed("dossier_answer", std::string(operation) + ".xml", "<g:" + std::string(operation) + "Response " + gfd + "><Status><Code>TIP_200</Code><Type>FUNCTIONAL</Type></Status><RoutingParameters><TIPId>0999998833</TIPId></RoutingParameters><SingleMessageSealed>YWJj</SingleMessageSealed></g:" + operation + "Response>");
  seed("dossier_answer", "filter.xml", "<productFilter version=\"2026-11-20T10:00:00\"><precedence>whitelist</precedence><whitelist><medicines><range><begin>0000001</begin><end>1000000</end></range><cnk>1234567</cnk></medicines></whitelist><blacklist><magistral><cnk>7654321</cnk></magistral></blacklist></productFilter>");
  seed("patient_signature", "given.xml", mappings::single_message::write_patient_signature({"YWJj", "YWJj"}));
}

}  // namespace sluis::fuzz
