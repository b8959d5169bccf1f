#include "gateway/audit/verify_trail.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

#include <algorithm>

#include "gateway/audit/trail_format.hpp"
#include "tests/gateway/audit/support.hpp"

using namespace sluis;
using namespace sluis::audit_test;

namespace {

struct Fixture : TrailFixture {
  // The verdict on a trail with these bytes.
  audit::TrailVerdict verdict(const std::string& bytes, const std::optional<std::string>& anchor = {}) {
    replace(bytes);
    return audit::verify_trail(path, {.last_hash = anchor}).value();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verify_trail, Fixture)

BOOST_AUTO_TEST_CASE(an_unaltered_trail_gives_its_length_and_last_hash) {
  write(3);
  const auto good = audit::verify_trail(path).value();
  BOOST_TEST(good.unaltered());
  BOOST_TEST(good.records == 4);
  BOOST_TEST(good.last_hash == audit::members_of(lines().back()).at("hash"));
}

BOOST_AUTO_TEST_CASE(any_changed_byte_is_found_in_its_record) {
  write(2);
  const auto whole = content();
  std::int64_t record = 0;
  int missed = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char flip : {char(0x01), char(0x20), char(0x80)}) {
      auto changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ flip);
      const auto found = verdict(changed);
      if (!found.bad || found.bad->record != record || found.bad->line != record + 1) ++missed;
    }
    if (whole[at] == '\n') ++record;
  }
  BOOST_TEST(missed == 0);
}

BOOST_AUTO_TEST_CASE(any_removed_or_doubled_byte_is_found) {
  write(1);
  const auto whole = content();
  int missed = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto shorter = whole;
    shorter.erase(at, 1);
    auto longer = whole;
    longer.insert(at, 1, whole[at]);
    missed += verdict(shorter).unaltered() + verdict(longer).unaltered();
  }
  BOOST_TEST(missed == 0);
}

BOOST_AUTO_TEST_CASE(removed_inserted_and_moved_records_are_found) {
  write(4);
  const auto good = lines();
  const auto bad_record = [&](auto change) {
    auto changed = good;
    change(changed);
    const auto found = verdict(joined(changed));
    return found.bad ? found.bad->record : -1;
  };
  BOOST_TEST(bad_record([](auto& l) { l.erase(l.begin()); }) == 0);
  BOOST_TEST(bad_record([](auto& l) { l.erase(l.begin() + 2); }) == 2);
  BOOST_TEST(bad_record([](auto& l) { l.erase(l.begin() + 1, l.begin() + 3); }) == 1);
  BOOST_TEST(bad_record([](auto& l) { l.insert(l.begin() + 3, l[2]); }) == 3);
  BOOST_TEST(bad_record([](auto& l) { l.push_back(l.back()); }) == 5);
  BOOST_TEST(bad_record([](auto& l) { std::swap(l[2], l[3]); }) == 2);
  BOOST_TEST(bad_record([](auto& l) { std::ranges::reverse(l); }) == 0);
  BOOST_TEST(bad_record([](auto& l) { l.insert(l.begin() + 1, ""); }) == 1);
}

BOOST_AUTO_TEST_CASE(a_forged_record_with_a_right_hash_breaks_the_chain_behind_it) {
  write(3);
  auto forged = lines();
  const auto previous = audit::members_of(forged[1]).at("hash");
  auto other = event(1);
  other.outcome = "permitted";
  auto line = audit::chain(2, previous, audit::event_members(other, "00")).text;
  line.pop_back();
  forged[2] = line;
  const auto found = verdict(joined(forged));
  BOOST_REQUIRE(found.bad);
  BOOST_TEST(found.bad->record == 3);
  BOOST_TEST(found.bad->offset == static_cast<std::int64_t>(joined({forged[0], forged[1], forged[2]}).size()));
}

BOOST_AUTO_TEST_CASE(two_trails_glued_together_are_found) {
  write(2);
  const auto first = lines();
  std::filesystem::remove(path);
  write(2);
  auto glued = first;
  for (const auto& line : lines()) glued.push_back(line);
  BOOST_TEST(verdict(joined(glued)).bad->record == 3);
  glued.erase(glued.begin() + 3);  // without the second genesis
  BOOST_TEST(verdict(joined(glued)).bad->record == 3);
  const auto crossed = verdict(joined({first[0], glued.back()}));
  BOOST_TEST(crossed.bad->record == 1);
}

BOOST_AUTO_TEST_CASE(without_its_tree_a_cut_end_is_found_by_an_anchor_only) {
  write(3);
  std::filesystem::remove(folder / "trail.tree");
  const auto good = lines();
  const auto anchor = audit::members_of(good[2]).at("hash");
  const auto cut = joined({good[0], good[1]});
  BOOST_TEST(verdict(cut).unaltered());
  const auto found = verdict(cut, anchor);
  BOOST_REQUIRE(found.bad);
  BOOST_TEST(found.bad->record == 2);
  BOOST_TEST(verdict(joined(good), anchor).unaltered());  // it may have grown since
  BOOST_TEST(verdict(joined({good[0], good[1], good[2]}), anchor).unaltered());
}

BOOST_AUTO_TEST_CASE(an_unfinished_or_absent_end_is_told) {
  write(1);
  const auto whole = content();
  BOOST_TEST(verdict(whole.substr(0, whole.size() - 1)).bad->why.find("unfinished") != std::string::npos);
  BOOST_TEST(verdict("").bad->why.find("empty") != std::string::npos);
  BOOST_TEST(verdict(std::string(3 << 20, 'x')).bad->why.find("longer") != std::string::npos);
  std::filesystem::remove(path);
  BOOST_TEST((audit::verify_trail(path).error().id() == FaultId::TrailUnavailable));
}

BOOST_AUTO_TEST_SUITE_END()
