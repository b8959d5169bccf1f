#include <Poco/JSON/Array.h>

#include <iostream>

#include "gateway/audit/inclusion.hpp"
#include "gateway/audit/trail_format.hpp"
#include "gateway/cli/audit_commands.hpp"
#include "gateway/cli/json_door.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::cli {
namespace {

// A record to be proved, and how it is told beside its proof (null when the file holds the proof alone).
struct Claim {
  JsonPtr proof;
  JsonPtr told;
};

struct Finding {
  std::int64_t leaf = -1;
  audit::Members record;  // empty when it can't be read
  std::string wrong;      // "" = proved
};

// An answer of accesses, one of its records, or a proof alone.
std::vector<Claim> claims_in(const JsonPtr& file, int& without) {
  const auto accesses = file->getArray("accesses");
  if (!accesses) {
    const auto proof = file->getObject("proof");
    if (proof) return {{proof, file}};
    if (file->has("record") && file->has("head")) return {{file, nullptr}};
    throw UsageError("the file holds no proof: ask for accesses with \"proofs\": true");
  }
  std::vector<Claim> claims;
  for (unsigned i = 0; i < accesses->size(); ++i) {
    const auto access = accesses->getObject(i);
    const auto proof = access ? access->getObject("proof") : JsonPtr{};
    if (proof) claims.push_back({proof, access});
    else ++without;
  }
  return claims;
}

std::int64_t number(const JsonPtr& object, const std::string& name) {
  return object && object->has(name) && object->get(name).isInteger() ? object->getValue<Poco::Int64>(name) : -1;
}

// nullopt when a member is missing or no value of its type.
std::optional<audit::Inclusion> inclusion_of(const JsonPtr& proof) {
  audit::Inclusion inclusion{json_member(proof, "record"), number(proof, "leaf"), number(proof, "size"), {}, {}};
  const auto head = proof->getObject("head");
  const auto path = proof->getArray("path");
  const auto at = core::parse_instant(json_member(head, "at"));
  if (!head || !path || !at || inclusion.leaf < 0 || inclusion.size < 0) return std::nullopt;
  inclusion.head = {number(head, "size"), json_member(head, "root"), *at, json_member(head, "key"), json_member(head, "signature")};
  for (unsigned i = 0; i < path->size(); ++i) {
    const auto hash = path->get(i).isString() ? audit::hash_from_text(path->getElement<std::string>(i)) : std::nullopt;
    if (!hash) return std::nullopt;
    inclusion.path.push_back(*hash);
  }
  return inclusion;
}

std::string member(const audit::Members& record, const std::string& name) {
  const auto found = record.find(name);
  return found == record.end() ? std::string{} : found->second;
}

// What stands beside the proof has to be what the record says.
std::string told_otherwise(const JsonPtr& told, const audit::Members& record) {
  const auto access = audit::access_of(record);
  if (!access) return "the record is not one of an order";
  const std::pair<const char*, std::string> said[]{
      {"at", core::to_text(access->at)},   {"operation", access->operation},       {"who", access->who},
      {"category", access->category},      {"organisation", access->organisation}, {"outcome", access->outcome},
      {"reason", access->reason},          {"break_the_glass", access->break_the_glass},
      {"representation", access->representation}, {"delegate", access->delegate}};
  for (const auto& [name, value] : said) {
    if (told->has(name) && json_member(told, name) != value) return std::string("what is told beside the proof: ") + name + " is not what the record says";
  }
  return {};
}

Finding judged(const Claim& claim, const native::PublicKey& key) {
  const auto inclusion = inclusion_of(claim.proof);
  if (!inclusion) return {-1, {}, "the proof: a member is missing or no value of its type"};
  Finding finding{inclusion->leaf, audit::members_of(inclusion->record), audit::wrong_with(*inclusion, key)};
  if (finding.wrong.empty() && claim.told) finding.wrong = told_otherwise(claim.told, finding.record);
  return finding;
}

void print_json(const std::vector<Finding>& findings, int without, bool proved) {
  core::JsonWriter out;
  out.begin_object().member("proved", proved).key("records").begin_array();
  for (const auto& finding : findings) {
    out.begin_object().member("record", finding.leaf).member("proved", finding.wrong.empty());
    if (!finding.wrong.empty()) out.member("why", finding.wrong);
    out.end_object();
  }
  out.end_array().member("without_proof", without).end_object();
  std::cout << out.text() << "\n";
}

void print_text(const std::vector<Finding>& findings, int without) {
  for (const auto& [leaf, record, wrong] : findings) {
    if (!wrong.empty()) {
      std::cout << "NOT PROVED: record " << leaf << ": " << wrong << "\n";
      continue;
    }
    std::cout << "proved: record " << leaf << ": " << member(record, "time") << " " << member(record, "operation") << " by "
              << member(record, "caller_name") << " (" << member(record, "caller_category") << "), " << member(record, "outcome") << "\n";
  }
  if (without > 0) std::cout << without << " records come without proof (of another source, or written before there were proofs)\n";
}

// What all the heads that were signed speak of, said once.
void print_meaning(const std::vector<Claim>& claims) {
  const auto head = claims.front().proof->getObject("head");
  std::cout << "Each of these records stands, as shown here, in the trail whose " << json_member(head, "size")
            << " records the holder of this key signed for at " << json_member(head, "at")
            << ". It is not proved that nothing else happened, nor that no other trail was signed.\n";
}

}  // namespace

int audit_prove(const Arguments& arguments) {
  if (arguments.plain().size() != 2) throw UsageError("sluis audit prove FILE --key PEM");
  const auto key = key_given(arguments);
  int without = 0;
  const auto claims = claims_in(parsed_json(read_file(arguments.plain()[1])), without);
  std::vector<Finding> findings;
  bool proved = !claims.empty();
  for (const auto& claim : claims) {
    findings.push_back(judged(claim, key));
    proved = proved && findings.back().wrong.empty();
  }
  if (arguments.has("json")) {
    print_json(findings, without, proved);
    return proved ? kDone : kRefused;
  }
  print_text(findings, without);
  if (claims.empty()) std::cout << "NOT PROVED: the file holds no record with a proof\n";
  else if (proved) print_meaning(claims);
  return proved ? kDone : kRefused;
}

}  // namespace sluis::cli
