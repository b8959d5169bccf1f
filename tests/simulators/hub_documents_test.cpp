#include "tests/simulators/support_hub.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

using Codes = std::vector<std::string>;

std::string own(const std::string& id) {
  return "<k:id S=\"LOCAL\" SV=\"1.0\" SL=\"TESTEMR\">" + id + "</k:id>";
}

std::string note(const std::string& id, const std::string& text) {
  return kmehr_transaction(1, "contactreport", own(id), "<k:text L=\"nl\">" + text + "</k:text>");
}

std::string hub_author(const std::string& ehp) {
  return "<c:author><k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">" + ehp +
         "</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">hub</k:cd></k:hcparty></c:author>";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hub_documents, HubStage)

BOOST_AUTO_TEST_CASE(what_was_put_comes_out_again_sealed_for_the_asker) {
  const auto id = put(a, note("rep-1", "Eerste verslag."));
  BOOST_REQUIRE(!id.empty());
  const auto answer = asked(a, "GetTransaction", select(by_local_id("HUBAID", id)));
  BOOST_TEST(complete(answer));
  const auto folder = unsealed(answer);
  BOOST_TEST(folder.find("Eerste verslag.") != std::string::npos);
  BOOST_TEST(folder.find("SL=\"TESTEMR\" SV=\"1.0\">rep-1<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_same_own_id_is_the_next_version) {
  const auto id = put(a, note("rep-2", "Eerste."));
  BOOST_TEST(put(a, note("rep-2", "Tweede.")) == id);
  const auto folder = unsealed(asked(a, "GetTransaction", select(by_local_id("HUBAID", id))));
  BOOST_TEST(folder.find("Tweede.") != std::string::npos);
  const auto all = local_ids(asked(a, "GetTransactionList", select("")));
  BOOST_TEST(std::count(all.begin(), all.end(), id) == 1);
}

BOOST_AUTO_TEST_CASE(a_document_of_the_world_has_content) {
  const auto answer = asked(a, "GetTransaction", select(by_local_id("HUBAID", "7d1a0000-0001-4000-8000-000000000001")));
  BOOST_TEST(unsealed(answer).find("sumehr") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_an_encryption_actor_nothing_is_sealed) {
  with_actor = false;
  const auto answer = asked(a, "GetTransaction", select(by_local_id("HUBAID", "7d1a0000-0001-4000-8000-000000000001")));
  BOOST_TEST(!complete(answer));
  BOOST_TEST((codes(answer) == Codes{"415"}));
}

BOOST_AUTO_TEST_CASE(an_open_folder_and_one_for_another_hub_are_refused) {
  const auto open = asked(a, "PutTransaction",
                          "<c:kmehrmessage><k:header><k:standard><k:cd S=\"CD-STANDARD\" SV=\"1.18\">20180601</k:cd></k:standard>"
                          "<k:id S=\"ID-KMEHR\" SV=\"1.0\">1.2</k:id><k:date>2026-11-20</k:date><k:time>10:15:00</k:time><k:sender>"
                          "<k:hcparty/></k:sender><k:recipient><k:hcparty/></k:recipient></k:header></c:kmehrmessage>");
  BOOST_TEST((codes(open) == Codes{"415"}));
  Hub stranger{{7, "1999990946", "Hub E", "HUBEID"}, s.world, security, s.clock, s.random};
  OpenSeal other{"1999990144"};
  stranger.use_seal(other);
  BOOST_TEST((codes(put_folder(stranger, "PutTransaction", note("x", "y"))) == Codes{"415"}));
}

BOOST_AUTO_TEST_CASE(a_document_is_addressed_by_its_local_id) {
  const auto by_number = asked(a, "GetTransaction", select("<c:transaction><c:id S=\"ID-KMEHR\" SV=\"1.0\">1</c:id></c:transaction>"));
  BOOST_TEST((codes(by_number) == Codes{"406"}));
  const auto of_another = asked(a, "GetTransaction", select(by_local_id("HUBAID", "7d1a0000-0001-4000-8000-000000000001"), "90441599772"));
  BOOST_TEST((codes(of_another) == Codes{"406"}));
}

BOOST_AUTO_TEST_CASE(only_its_author_revokes_and_once) {
  const auto id = put(a, note("rep-3", "Weg."));
  const auto revoke = select(by_local_id("HUBAID", id));
  person = "19997737580";
  BOOST_TEST((codes(asked(a, "RevokeTransaction", revoke)) == Codes{"360"}));
  person = "19997638004";
  BOOST_TEST(complete(asked(a, "RevokeTransaction", revoke)));
  BOOST_TEST((codes(asked(a, "RevokeTransaction", revoke)) == Codes{"464"}));
  BOOST_TEST((codes(asked(a, "GetTransaction", revoke)) == Codes{"406"}));
}

BOOST_AUTO_TEST_CASE(the_metahub_hears_of_the_first_document_and_of_the_last) {
  const std::string patient = "70010108997";
  const auto declaration =
      "<c:kmehrheader><c:folder><c:patient><c:id S=\"INSS\" SV=\"1.0\">" + patient +
      "</c:id></c:patient><c:transaction><c:id S=\"ID-KMEHR\" SV=\"1.0\">1</c:id><c:id S=\"LOCAL\" SV=\"1.0\" SL=\"HUBAID\">d-1</c:id>"
      "<c:cd S=\"CD-TRANSACTION\" SV=\"1.6\">labresult</c:cd><c:date>2026-11-01</c:date><c:time>08:00:00</c:time><c:author>"
      "<k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">19997638004</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd>"
      "</k:hcparty></c:author><c:iscomplete>true</c:iscomplete><c:isvalidated>true</c:isvalidated>"
      "<c:recorddatetime>2026-11-01T08:00:05+01:00</c:recorddatetime></c:transaction></c:folder></c:kmehrheader>";
  BOOST_TEST(complete(asked(a, "DeclareTransaction", declaration)));
  BOOST_TEST((local_ids(asked(a, "GetTransactionList", select("", patient))) == Codes{"d-1"}));
  BOOST_TEST(complete(asked(a, "RevokeTransaction", select(by_local_id("HUBAID", "d-1"), patient))));
  BOOST_TEST((told == Codes{"+1999990144 " + patient, "-1999990144 " + patient}));
}

BOOST_AUTO_TEST_CASE(documents_of_another_hub_come_through_this_one) {
  const auto id = by_local_id("HUBBID", "b2-2026-0001", hub_author("1999990342"));
  BOOST_TEST(unsealed(asked(a, "GetTransaction", select(id))).find("dischargereport") != std::string::npos);
  b_answers = false;
  BOOST_TEST((codes(asked(a, "GetTransaction", select(id))) == Codes{"500"}));
  BOOST_TEST((codes(asked(a, "GetTransaction", select(by_local_id("X", "y", hub_author("1999990999"))))) == Codes{"406"}));
}

BOOST_AUTO_TEST_CASE(a_global_list_names_who_did_not_answer) {
  const auto all = local_ids(asked(a, "GetTransactionList", select("<c:searchtype>global</c:searchtype>")));
  BOOST_TEST(std::count(all.begin(), all.end(), "b2-2026-0001") == 1);
  BOOST_TEST(std::count(all.begin(), all.end(), "/subject/85073099833/medication-scheme") == 1);
  b_answers = false;
  const auto partial = asked(a, "GetTransactionList", select("<c:searchtype>external</c:searchtype>"));
  BOOST_TEST(!complete(partial));
  BOOST_TEST((codes(partial) == Codes{"500"}));
  BOOST_TEST(!local_ids(partial).empty());
}

BOOST_AUTO_TEST_CASE(lists_come_in_pages) {
  const auto first = asked(b, "GetTransactionList", select(""));
  BOOST_TEST(local_ids(first).size() == 2U);
  BOOST_TEST(core_at(first, "response/paginationinfo/totalrecordcount").text() == "3");
  const auto second = asked(b, "GetTransactionList", select(""), "<c:paginationinfo><c:index>2</c:index></c:paginationinfo>");
  BOOST_TEST(local_ids(second).size() == 1U);
  const auto capped = asked(b, "GetTransactionList", select(""), "<c:maxrows>1</c:maxrows>");
  BOOST_TEST(local_ids(capped).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_reason_to_break_the_glass_has_a_length) {
  const auto with = [](const std::string& reason) { return "<c:breaktheglass>" + reason + "</c:breaktheglass>"; };
  BOOST_TEST((codes(asked(a, "GetTransactionList", select(""), with("kort"))) == Codes{"360"}));
  BOOST_TEST(complete(asked(a, "GetTransactionList", select(""), with("bewusteloos op spoed"))));
}

BOOST_AUTO_TEST_SUITE_END()
