#include <boost/test/unit_test.hpp>
#include <map>

#include "gateway/core/table.hpp"
#include "mappings/hubservices_v2/request_writer.hpp"
#include "mappings/schemas.hpp"
#include "tests/mappings/support_samples.hpp"
#include "tests/mappings/support_translation.hpp"

// Message, model, message: equal in canonical form, or the difference is a row of mappings/translation_losses.table.
using namespace sluis;
using namespace sluis::test;

namespace {

struct Row {
  std::string place;
  std::string lost;
  std::string why;
};

const std::vector<Row>& rows() {
  static const auto loaded = [] {
    const auto table = core::Table::load((kSource / "mappings/translation_losses.table").string());
    std::vector<Row> all;
    for (const auto& row : table.rows()) all.push_back({table.cell(row, "place"), table.cell(row, "lost"), table.cell(row, "why")});
    return all;
  }();
  return loaded;
}

const Row* row_of(const std::string& path) {
  const Row* best = nullptr;
  for (const auto& row : rows()) {
    if (covers(row.place, path) && (best == nullptr || row.place.size() > best->place.size())) best = &row;
  }
  return best;
}

std::vector<std::filesystem::path> messages() {
  std::vector<std::filesystem::path> files;
  for (const auto* folder : {"consent", "therapeutic-link", "therapeutic-exclusion"}) {
    for (const auto* kind : {".request.xml", ".business.xml"}) {
      for (auto& file : samples_in(kShared / "samples" / folder, kind)) files.push_back(std::move(file));
    }
  }
  for (auto& file : samples_in(kShared / "samples/hubs", "AccessRight")) {
    if (file.string().ends_with(".request.xml")) files.push_back(std::move(file));
  }
  for (auto& file : samples_in(kShared / "samples/hubs", "GetTransactionList")) {
    if (file.string().ends_with(".request.xml")) files.push_back(std::move(file));
  }
  if (files.empty()) BOOST_TEST_MESSAGE("no ../shared/samples: our own messages only");
  for (auto& file : samples_in(kSource / "fixtures/translation")) files.push_back(std::move(file));
  return files;
}

const native::Schema& schema_of(native::Node body) {
  static const auto schemas = mappings::Schemas::load((kSource / "mappings").string()).value();
  return schemas.of(mappings::service_of(body.namespace_uri(), body.name()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(translation)

BOOST_AUTO_TEST_CASE(nothing_is_lost_but_what_is_listed) {
  std::map<std::string, int> seen;
  int equal = 0;
  for (const auto& file : messages()) {
    BOOST_TEST_CONTEXT(file.filename().string()) {
      const auto document = native::Document::parse(read_text(file)).value();
      const auto again = written_again(document.root());
      for (const auto& path : differences(native::canonical(document.root()), again)) {
        const auto* row = row_of(path);
        BOOST_TEST(row != nullptr, path << " differs and no row lists it");
        if (row != nullptr) ++seen[row->place];
      }
      equal += native::canonical(document.root()) == again;
    }
  }
  BOOST_TEST(equal > 0);
  for (const auto& row : rows()) BOOST_TEST(seen[row.place] > 0, row.place << " is listed, and no message shows it");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_valid_canonical_and_stays) {
  for (const auto& file : messages()) {
    BOOST_TEST_CONTEXT(file.filename().string()) {
      const auto document = native::Document::parse(read_text(file)).value();
      const auto again = written_again(document.root());
      const auto reread = native::Document::parse(again).value();
      BOOST_TEST(native::canonical(reread.root()) == again);
      BOOST_TEST(written_again(reread.root()) == again);
      if (schema_of(document.root()).validate(document.root()).empty()) {
        for (const auto& error : schema_of(reread.root()).validate(reread.root())) BOOST_ERROR(error.path << ": " << error.expected);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_document_lists_the_same_rows) {
  const auto text = read_text(kSource / "docs/translation.md");
  std::string wanted = "| place | what is lost | why |\n|---|---|---|\n";
  for (const auto& row : rows()) wanted += "| `" + row.place + "` | " + row.lost + " | " + row.why + " |\n";
  BOOST_TEST((text.find(wanted + "\n") != std::string::npos), "docs/translation.md should hold\n" << wanted);
}

BOOST_AUTO_TEST_CASE(differences_are_found) {
  const std::string text = "<p:A xmlns:p=\"urn:p\"><c:b xmlns:c=\"urn:c\" S=\"1\">x</c:b></p:A>";
  const auto found = [&](const std::string& other) { return differences(text, other); };
  using Places = std::set<std::string>;
  BOOST_TEST(found(text).empty());
  BOOST_TEST((found("<p:A xmlns:p=\"urn:p\"><c:b xmlns:c=\"urn:c\" S=\"2\">x</c:b></p:A>") == Places{"b/@S"}));
  BOOST_TEST((found("<p:A xmlns:p=\"urn:p\"><c:b xmlns:c=\"urn:c\" S=\"1\">y</c:b></p:A>") == Places{"b"}));
  BOOST_TEST((found("<p:A xmlns:p=\"urn:p\"><c:b xmlns:c=\"urn:d\" S=\"1\">x</c:b></p:A>") == Places{"b"}));
  BOOST_TEST((found("<p:A xmlns:p=\"urn:p\"><c:b xmlns:c=\"urn:c\" S=\"1\"> x</c:b></p:A>") == Places{"(outer white space)"}));
  BOOST_TEST((found("<p:A xmlns:p=\"urn:p\"></p:A>") == Places{"b", "b/@S"} || found("<p:A xmlns:p=\"urn:p\"></p:A>") == Places{"b"}));
  BOOST_TEST(covers("//cd/@SL", "request/author/hcparty/cd/@SL"));
  BOOST_TEST(covers("//hcparty/address", "request/author/hcparty/address"));
  BOOST_TEST(!covers("select/consent", "consent"));
}

BOOST_AUTO_TEST_CASE(an_order_without_a_message_is_no_request) {
  model::Order order;
  order.kind = model::OrderKind::Decide;
  BOOST_CHECK_THROW(mappings::hubservices_v2::write_request(order), std::invalid_argument);
  order.kind = model::OrderKind::PutLink;
  order.content = model::ConsentOrder{};
  BOOST_CHECK_THROW(mappings::hubservices_v2::write_request(order), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
