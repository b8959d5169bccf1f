#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

#include "gateway/audit/inclusion.hpp"
#include "gateway/audit/shown_record.hpp"
#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/tree_file.hpp"
#include "gateway/audit/verify_trail.hpp"
#include "gateway/core/calendar.hpp"
#include "tests/gateway/audit/support.hpp"

using namespace sluis;
using namespace sluis::audit_test;

namespace {

using audit::Hash;

// RFC 6962 section 2.1 as it is written, on all leaves at once.
Hash naive_root(const std::vector<Hash>& leaves, std::size_t begin, std::size_t end) {
  if (end == begin) return native::sha256({});
  if (end - begin == 1) return leaves[begin];
  std::size_t part = 1;
  while (part * 2 < end - begin) part *= 2;
  return audit::node_hash(naive_root(leaves, begin, begin + part), naive_root(leaves, begin + part, end));
}

std::vector<Hash> some_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(audit::leaf_hash("record " + std::to_string(i)));
  return leaves;
}

struct Fixture : TrailFixture {
  native::PrivateKey key = native::PrivateKey::generate_ec();

  std::unique_ptr<audit::FileTrail> open_signed() { return std::move(audit::FileTrail::open(path, clock, random, key).value()); }
  std::string tree() const { return (folder / "trail.tree").string(); }
  std::string heads() const { return (folder / "trail.heads").string(); }
  // A byte of a file flipped.
  static void flip(const std::string& file, std::streamoff at) {
    std::fstream io(file, std::ios::in | std::ios::out | std::ios::binary);
    io.seekg(at);
    const char byte = static_cast<char>(io.get() ^ 1);
    io.seekp(at);
    io.put(byte);
  }
  std::vector<model::Access> proved(audit::FileTrail& trail) {
    return trail.accesses({.patient = model::Ssin::parse(kAnna), .with_proofs = true}).value();
  }
};

// The parts of a proof, read back from its JSON.
audit::Inclusion inclusion_of(const std::string& json) {
  const auto text = [&](const std::string& begin, const std::string& end) {
    const auto from = json.find(begin) + begin.size();
    return json.substr(from, json.find(end, from) - from);
  };
  audit::Inclusion inclusion;
  const auto record = text("\"record\":\"", "\",\"leaf\":");
  for (std::size_t i = 0; i < record.size(); ++i) inclusion.record += record[i] == '\\' ? record[++i] : record[i];
  inclusion.leaf = std::stoll(text("\"leaf\":", ","));
  inclusion.size = std::stoll(text("\"size\":", ","));
  auto path = text("\"path\":[", "]");
  for (std::size_t at = path.find('"'); at != std::string::npos; at = path.find('"', at + 66)) {
    inclusion.path.push_back(audit::hash_from_text(path.substr(at + 1, 64)).value());
  }
  inclusion.head = audit::head_from_json(text("\"head\":", "}}") + "}").value();
  return inclusion;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(trail_tree, Fixture)

BOOST_AUTO_TEST_CASE(the_tree_on_disk_is_the_tree_of_the_standard_at_every_size) {
  constexpr std::size_t kMost = 300;
  const auto leaves = some_leaves(kMost);
  auto grown = std::move(audit::TreeFile::open(tree(), 0).value());
  int wrong = 0;
  for (std::size_t size = 1; size <= kMost; ++size) {
    BOOST_REQUIRE(grown->add(leaves[size - 1]));
    BOOST_REQUIRE(grown->flush());
    const auto root = naive_root(leaves, 0, size);
    wrong += grown->root(static_cast<std::int64_t>(size)).value() != root;
    wrong += grown->frontier().root() != root;
    for (std::size_t leaf = 0; leaf < size; leaf += 1 + size / 9) {
      const auto path = grown->path(static_cast<std::int64_t>(leaf), static_cast<std::int64_t>(size)).value();
      const auto at = [&](std::size_t index, const Hash& hash) {
        return audit::is_included(hash, static_cast<std::int64_t>(index), static_cast<std::int64_t>(size), path, root);
      };
      wrong += !at(leaf, leaves[leaf]);
      wrong += at(leaf, audit::leaf_hash("another"));
      wrong += size > 1 && at((leaf + 1) % size, leaves[leaf]);
    }
  }
  BOOST_TEST(wrong == 0);
  BOOST_TEST((naive_root(leaves, 0, 77) == grown->root(77).value()));  // earlier sizes stay
}

BOOST_AUTO_TEST_CASE(a_tree_that_is_missing_or_short_is_built_anew) {
  { open_signed(); }
  std::filesystem::remove(heads());
  write(40);
  const auto whole = std::filesystem::file_size(tree());
  for (const std::uintmax_t bytes : {std::uintmax_t{0}, std::uintmax_t{17}, whole / 2, whole - 1}) {
    std::filesystem::resize_file(tree(), bytes);
    { BOOST_REQUIRE(open()); }
    BOOST_TEST(std::filesystem::file_size(tree()) == whole);
    BOOST_TEST(audit::verify_trail(path)->unaltered());
  }
}

BOOST_AUTO_TEST_CASE(an_altered_tree_or_head_is_found) {
  {
    const auto trail = open_signed();
    for (int i = 0; i < 9; ++i) BOOST_REQUIRE(trail->record(event(i)));
    clock.advance(std::chrono::hours{24});
    BOOST_TEST(trail->keep_daily_head().value());
    BOOST_TEST(!trail->keep_daily_head().value());
  }
  const audit::TrailAnchors anchors{.last_hash = {}, .head = {}, .key = key.public_key()};
  const auto good = audit::verify_trail(path, anchors).value();
  BOOST_TEST(good.unaltered());
  BOOST_TEST(good.heads == 2);
  BOOST_TEST(good.signatures_checked);
  flip(tree(), 100);
  BOOST_TEST(!audit::verify_trail(path, anchors)->bad_tree.empty());
  BOOST_TEST((audit::FileTrail::open(path, clock, random, key).error().id() == FaultId::TrailAltered));
  flip(tree(), 100);
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(heads()));
  int missed = 0;
  for (std::streamoff at = 0; at < size; at += 7) {
    flip(heads(), at);
    missed += audit::verify_trail(path, anchors)->unaltered();
    flip(heads(), at);
  }
  BOOST_TEST(missed == 0);
  BOOST_TEST(!audit::verify_trail(path, {.last_hash = {}, .head = {}, .key = native::PrivateKey::generate_ec().public_key()})->bad_head.empty());
}

BOOST_AUTO_TEST_CASE(a_trail_that_was_written_anew_does_not_fit_its_heads) {
  {
    const auto trail = open_signed();
    for (int i = 0; i < 5; ++i) BOOST_REQUIRE(trail->record(event(i)));
    static_cast<void>(proved(*trail));
  }
  const auto heads_before = std::filesystem::file_size(heads());
  BOOST_TEST(heads_before > 0u);
  std::filesystem::remove(path);
  std::filesystem::remove(tree());
  BOOST_TEST((audit::FileTrail::open(path, clock, random, key).error().id() == FaultId::TrailAltered));
}

BOOST_AUTO_TEST_CASE(a_patient_can_check_his_records_with_the_public_key_alone) {
  const auto trail = open_signed();
  for (int i = 0; i < 7; ++i) BOOST_REQUIRE(trail->record(event(i, i % 2 ? kAnna : "90010100123")));
  const auto accesses = proved(*trail);
  BOOST_REQUIRE(accesses.size() == 3u);
  for (const auto& access : accesses) {
    const auto inclusion = inclusion_of(access.proof);
    BOOST_TEST(audit::wrong_with(inclusion, key.public_key()) == "");
    BOOST_TEST(inclusion.record.find(kOther) == std::string::npos);  // nobody else's personal number leaves the house
    auto other = inclusion;
    other.record.replace(other.record.find("refused"), 7, "allowed");
    BOOST_TEST(audit::wrong_with(other, key.public_key()).find("record") != std::string::npos);
    other = inclusion;
    other.path.front()[3] ^= 1;
    BOOST_TEST(audit::wrong_with(other, key.public_key()).find("path") != std::string::npos);
    other = inclusion;
    other.head.root[0] = other.head.root[0] == '0' ? '1' : '0';
    BOOST_TEST(audit::wrong_with(other, key.public_key()).find("signature") != std::string::npos);
    BOOST_TEST(audit::wrong_with(inclusion, native::PrivateKey::generate_ec().public_key()).find("another key") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(personal_numbers_of_others_are_hidden_with_a_salt_that_stays) {
  BOOST_REQUIRE(open_signed()->record(event(1)));
  const auto line = lines().back();
  const auto shown = audit::shown_form(line);
  BOOST_TEST(audit::member_in(line, "caller_ssin") == kOther);
  BOOST_TEST(audit::member_in(line, "salt").size() == 32u);
  BOOST_TEST(audit::member_in(shown, "salt") == "");
  BOOST_TEST(audit::member_in(shown, "patient_ssin") == kAnna);
  const auto expected = "sha256:" + native::sha256_hex(std::string(audit::member_in(line, "salt")) + ":caller_ssin:" + kOther);
  BOOST_TEST(audit::member_in(shown, "caller_ssin") == expected);
}

BOOST_AUTO_TEST_CASE(records_are_found_by_every_filter) {
  const auto trail = open_signed();
  auto fetched = event(1);
  fetched.operation = "GetTransaction";
  fetched.document_id = "doc-1";
  fetched.document_scheme = "RSWID";
  fetched.break_the_glass = "";
  fetched.caller_ssin = "";
  fetched.caller_nihii = "";
  fetched.caller_category = "orghospital";
  fetched.caller_organisation = "71099911";
  fetched.end_user_ssin = kOther;
  fetched.end_user_name = "Els Verpleegster";
  BOOST_REQUIRE(trail->record_all({event(0), fetched}));
  const auto found = [&](spi::TrailQuery query) { return trail->accesses(query).value().size(); };
  const auto anna = model::Ssin::parse(kAnna);
  BOOST_TEST(found({.patient = anna}) == 2u);
  BOOST_TEST(found({.patient = anna, .operation = "GetTransaction"}) == 1u);
  BOOST_TEST(found({.patient = anna, .outcome = "refused"}) == 1u);
  BOOST_TEST(found({.patient = anna, .break_the_glass_only = true}) == 1u);
  BOOST_TEST(found({.patient = anna, .parties = {"71099911"}}) == 1u);
  BOOST_TEST(found({.parties = {kOther}}) == 2u);
  BOOST_TEST(found({.document = model::TransactionName{"doc-1", "RSWID", ""}}) == 1u);
  BOOST_TEST(found({.document = model::TransactionName{"doc-1", "RSBID", ""}}) == 0u);
  BOOST_TEST(found({.patient = anna, .from = event(1).at}) == 1u);
  BOOST_TEST(found({.patient = anna, .before = event(1).at}) == 1u);
  BOOST_TEST(found({.patient = model::Ssin::parse("90010100123")}) == 0u);
  const auto newest = trail->accesses({.patient = anna}).value().front();
  BOOST_TEST(newest.delegate == "Els Verpleegster");
  BOOST_TEST(newest.document->id == "doc-1");
  BOOST_TEST(newest.parties.size() == 2u);
  BOOST_TEST(!newest.parties.front().is_person());
}

BOOST_AUTO_TEST_SUITE_END()
