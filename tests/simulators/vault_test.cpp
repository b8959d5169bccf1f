#include "adapters/simulator_kit/vault_door.hpp"
#include "gateway/core/encoding.hpp"
#include "tests/simulators/support_hub.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

using Codes = std::vector<std::string>;

constexpr auto kBase = "/subject/70010108997/medication-scheme";
constexpr auto kOwner = "70010108997";

std::string uri(const std::string& text) { return "<k:id S=\"LOCAL\" SV=\"1.0\" SL=\"vitalinkuri\">" + text + "</k:id>"; }

std::string scheme_head(const std::string& version = {}) {
  return kmehr_transaction(1, "medicationscheme", "", version.empty() ? "" : "<k:version>" + version + "</k:version>");
}
std::string element(int number, const std::string& name = {}) {
  return kmehr_transaction(number, "medicationschemeelement", name.empty() ? "" : uri(name), "<k:text L=\"nl\">element</k:text>");
}
std::string pause(int number, int target) {
  return kmehr_transaction(number, "treatmentsuspension", "",
                           "<k:item><k:id S=\"ID-KMEHR\" SV=\"1.0\">1</k:id><k:cd S=\"CD-ITEM\" SV=\"1.4\">medication</k:cd>"
                           "<k:lnk TYPE=\"isplannedfor\" URL=\"//transaction[id[@S='ID-KMEHR']='" + std::to_string(target) +
                               "']\"/></k:item>");
}

struct WithVault : HubStage {
  NativeVault native{vault.documents(), vault_content(vault), s.clock, s.random};

  Opened set(const std::string& transactions) { return put_folder(vault, "PutTransactionSet", transactions, kOwner); }
  std::vector<std::string> names(const Opened& answer) {
    std::vector<std::string> all;
    for (const auto& t : answer.content.children(kHubCore, "transaction")) {
      for (const auto& id : t.children(kHubCore, "id")) {
        if (id.attribute("S").value_or("") == "LOCAL") all.push_back(id.text());
      }
    }
    return all;
  }
  std::string whole() {
    return unsealed(asked(vault, "GetTransactionSet", select(by_local_id("vitalinkuri", kBase), kOwner)));
  }
  Opened call(const std::string& body) {
    Question q;
    q.method = "POST";
    q.path = kNativeVaultPath;
    q.content_type = "text/xml";
    q.body = body;
    const auto answer = native.answer(q);
    BOOST_REQUIRE(answer.status == 200);
    auto document = native::Document::parse(answer.body);
    const auto root = document->root();
    return {std::move(*document), root};
  }
};

std::string status(const Opened& answer) { return answer.content.child("", "status").child("", "code").text(); }
std::string error(const Opened& answer) {
  return answer.content.child("", "status").child("", "errors").child("", "error").child("", "code").text();
}

std::string business_data(const std::string& category = "medicationschemeelement") {
  return core::to_base64("<k:kmehrmessage xmlns:k=\"" + std::string(kKmehrSpace) + "\"><k:folder><k:patient><k:id S=\"INSS\" SV=\"1.0\">" +
                         std::string(kOwner) + "</k:id></k:patient>" + kmehr_transaction(1, category, "", "") +
                         "</k:folder></k:kmehrmessage>");
}
std::string entry(const std::string& name, const std::string& data, const std::string& node_version = {}) {
  return "<dataEntry><dataEntryURI>" + name + "</dataEntryURI><reference>r</reference>" +
         (node_version.empty() ? "" : "<nodeVersion>" + node_version + "</nodeVersion>") +
         "<metadata><entry key=\"availabilityStatus\">active</entry></metadata><businessData>" + data + "</businessData></dataEntry>";
}
std::string store(const std::string& entries) {
  return "<StoreDataEntriesRequest><clientMessageID>c</clientMessageID><subjectID>70010108997</subjectID><dataEntries>" + entries +
         "</dataEntries></StoreDataEntriesRequest>";
}
std::string fetch(const std::string& more, const std::string& role = "physician") {
  return "<FetchDataEntriesRequest><personInformation><role>" + role + "</role></personInformation><subjectID>70010108997</subjectID>" +
         more + "<includeBusinessData>true</includeBusinessData></FetchDataEntriesRequest>";
}
std::string page(int number) {
  return "<pagination><uri>" + std::string(kBase) + "</uri><paginationIndex>" + std::to_string(number) + "</paginationIndex></pagination>";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(vault, WithVault)

BOOST_AUTO_TEST_CASE(a_scheme_is_created_kept_updated_and_emptied) {
  const auto created = names(set(scheme_head() + element(2) + element(3) + pause(4, 3)));
  BOOST_REQUIRE(created.size() == 4U);
  BOOST_TEST(created[0] == kBase);
  BOOST_TEST(created[1].ends_with("/1"));
  BOOST_TEST(whole().find(">1</k:version>") != std::string::npos);
  const auto entry_of = [&](std::size_t i) { return created[i].substr(0, created[i].size() - 2); };
  const auto updated = names(set(scheme_head("1") + element(2, created[1]) + element(3, entry_of(2) + "/new/1")));
  BOOST_REQUIRE(updated.size() == 3U);
  BOOST_TEST(updated[1] == created[1]);
  BOOST_TEST(updated[2] == entry_of(2) + "/2");
  const auto folder = whole();
  BOOST_TEST(folder.find(">2</k:version>") != std::string::npos);
  BOOST_TEST(folder.find("treatmentsuspension") == std::string::npos);
  BOOST_TEST(complete(set(scheme_head("2"))));
  BOOST_TEST(whole().find("medicationschemeelement") == std::string::npos);
  BOOST_TEST((told == Codes{"+1999990243 70010108997", "-1999990243 70010108997"}));
}

BOOST_AUTO_TEST_CASE(a_link_follows_its_element) {
  set(scheme_head() + element(7) + pause(5, 7));
  BOOST_TEST(whole().find("='ID-KMEHR']='2'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_stale_or_missing_version_is_a_conflict) {
  const auto created = names(set(scheme_head("0") + element(2)));
  BOOST_TEST((codes(set(scheme_head() + element(2))) == Codes{"489", "415"}));
  BOOST_TEST((codes(set(scheme_head("7") + element(2))) == Codes{"489", "415"}));
  BOOST_TEST((codes(set(scheme_head("1") + element(2, std::string(kBase) + "/999/1"))) == Codes{"489", "406"}));
  BOOST_TEST((codes(set(scheme_head("1") + element(2, created[1].substr(0, created[1].size() - 1) + "new/4"))) == Codes{"489", "415"}));
  BOOST_TEST(complete(set(scheme_head("1"))));
  BOOST_TEST((codes(set(scheme_head("2") + element(2, created[1]))) == Codes{"489", "464"}));
}

BOOST_AUTO_TEST_CASE(names_are_of_this_patient_and_elements_are_a_hundred_at_most) {
  BOOST_TEST((codes(set(scheme_head() + element(2, "/subject/85073099833/medication-scheme/1/1"))) == Codes{"415"}));
  std::string many;
  for (int i = 2; i < 103; ++i) many += element(i);
  BOOST_TEST((codes(set(scheme_head() + many)) == Codes{"415"}));
  BOOST_TEST((codes(set(element(2))) == Codes{"415"}));
}

BOOST_AUTO_TEST_CASE(type_names_differ_by_call) {
  BOOST_TEST(put(vault, kmehr_transaction(1, "child-prevention", "", "")).starts_with("/subject/85073099833/child-prevention/"));
  const auto list = [&](const std::string& type) {
    return local_ids(asked(vault, "GetTransactionList", select("<c:transaction><c:cd S=\"CD-TRANSACTION\" SV=\"1.6\">" + type +
                                                               "</c:cd></c:transaction>")));
  };
  BOOST_TEST(list("childrecord").size() == 1U);
  BOOST_TEST(list("child-prevention").empty());
  BOOST_TEST(!put(vault, kmehr_transaction(1, "diarynote", "", "")).empty());
  BOOST_TEST((codes(put_folder(vault, "PutTransaction", kmehr_transaction(1, "labresult", "", ""))) == Codes{"415"}));
}

BOOST_AUTO_TEST_CASE(every_version_has_its_own_name) {
  const auto first = put(vault, kmehr_transaction(1, "vaccination", "", ""));
  const auto next = first.substr(0, first.size() - 1) + "new/1";
  BOOST_TEST(put(vault, kmehr_transaction(1, "vaccination", uri(next), "")) == first.substr(0, first.size() - 1) + "2");
  BOOST_TEST((codes(put_folder(vault, "PutTransaction", kmehr_transaction(1, "vaccination", uri(next), ""))) == Codes{"489", "415"}));
}

BOOST_AUTO_TEST_CASE(pharmacists_see_no_sumehr) {
  const auto id = put(vault, kmehr_transaction(1, "sumehr", "", ""));
  category = "perspharmacist";
  person = "29996160001";
  const auto list = asked(vault, "GetTransactionList", select(""));
  BOOST_TEST(complete(list));
  BOOST_TEST((codes(list) == Codes{"360"}));
  const auto all = local_ids(list);
  BOOST_TEST(std::count(all.begin(), all.end(), id) == 0);
  const auto one = asked(vault, "GetTransaction", select(by_local_id("vitalinkuri", id)));
  BOOST_TEST(complete(one));
  BOOST_TEST((codes(one) == Codes{"360"}));
  BOOST_TEST(!static_cast<bool>(core_at(one, "kmehrmessage")));
}

BOOST_AUTO_TEST_CASE(both_doors_serve_the_same) {
  set(scheme_head() + element(2));
  const auto fetched = call(fetch(page(1)));
  BOOST_TEST(status(fetched) == "200");
  const auto node = fetched.content.child("", "nodes").child("", "node");
  BOOST_TEST(node.child("", "version").text() == "1");
  BOOST_TEST(node.child("", "pagination").child("", "recordCount").text() == "1");
  const auto stored = call(store(entry(std::string(kBase) + "/new", business_data(), "1")));
  BOOST_TEST(status(stored) == "200");
  BOOST_TEST(whole().find(">2</k:version>") != std::string::npos);
  const auto name = stored.content.child("", "dataEntries").child("", "dataEntry").child("", "dataEntryURI").text();
  const auto remove = "<RemoveDataEntryRequest><dataEntryURI>" + name + "</dataEntryURI></RemoveDataEntryRequest>";
  BOOST_TEST(status(call(remove)) == "200");
  BOOST_TEST(status(call(remove)) == "464");
}

BOOST_AUTO_TEST_CASE(native_writes_are_judged) {
  BOOST_TEST(error(call(store(entry(std::string(kBase) + "/new", business_data("sumehr"))))) == "415");
  BOOST_TEST(error(call(store(entry("/subject/85073099833/medication-scheme/new", business_data())))) == "415");
  BOOST_TEST(error(call(store(entry("/subject/70010108997/other/new", business_data())))) == "406");
  BOOST_TEST(status(call(store(entry(std::string(kBase) + "/new", business_data())))) == "200");
  const auto stale = call(store(entry(std::string(kBase) + "/new", business_data(), "7")));
  BOOST_TEST(status(stale) == "489");
  BOOST_TEST(error(stale) == "415");
}

BOOST_AUTO_TEST_CASE(native_lists_come_in_pages_of_ten) {
  std::string twelve;
  for (int i = 0; i < 12; ++i) twelve += entry(std::string(kBase) + "/new", business_data());
  BOOST_REQUIRE(status(call(store(twelve))) == "200");
  const auto count = [&](int number) {
    return call(fetch(page(number))).content.child("", "nodes").child("", "node").child("", "dataEntries").children().size();
  };
  BOOST_TEST(count(1) == 10U);
  BOOST_TEST(count(2) == 2U);
}

BOOST_AUTO_TEST_CASE(native_reads_know_nothing_to_tell_and_reasons) {
  BOOST_TEST(status(call(fetch(""))) == "202");
  BOOST_TEST(status(call(fetch("<breakTheGlass><confirmation>true</confirmation><reason>kort</reason></breakTheGlass>"))) == "360");
  const auto stamps = call("<RetrieveTimestampsRequest><subjectIDs><subjectID>85073099833</subjectID><subjectID>70010108997"
                           "</subjectID></subjectIDs></RetrieveTimestampsRequest>");
  BOOST_TEST(status(stamps) == "489");
  BOOST_TEST(error(stamps) == "400");
  BOOST_TEST(stamps.content.child("", "subjects").children().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
