#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include "gateway/decision/kept_call.hpp"

namespace sluis::decision {
namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

std::string text(const Object& object, const std::string& name) {
  return object.has(name) ? object.getValue<std::string>(name) : std::string{};
}

std::optional<core::Instant> moment(const Object& object, const std::string& name) {
  if (!object.has(name)) return std::nullopt;
  return core::Instant{std::chrono::microseconds{object.getValue<Poco::Int64>(name)}};
}

std::vector<std::string> texts(const Object& object, const std::string& name) {
  std::vector<std::string> out;
  const auto array = object.getArray(name);
  for (unsigned i = 0; array && i < array->size(); ++i) out.push_back(array->getElement<std::string>(i));
  return out;
}

template <class Read>
auto each(const Object& object, const std::string& name, Read read) {
  std::vector<decltype(read(object))> out;
  const auto array = object.getArray(name);
  for (unsigned i = 0; array && i < array->size(); ++i) out.push_back(read(*array->getObject(i)));
  return out;
}

model::Identity identity_of(const Object& object) {
  model::Identity identity;
  identity.category = text(object, "category");
  identity.ssin = model::Ssin::parse(text(object, "ssin"));
  identity.nihii = model::Nihii::parse(text(object, "nihii"));
  if (object.has("organisation")) {
    identity.organisation = model::OrganisationNumber{
        static_cast<model::OrganisationScheme>(object.getValue<int>("scheme")), text(object, "organisation")};
  }
  identity.categories = texts(object, "categories");
  return identity;
}

model::Question question_of(const Object& object) {
  model::Question question;
  question.caller = {text(object, "ssin"), text(object, "nihii"), text(object, "caller_category"),
                     text(object, "organisation")};
  question.patient = text(object, "patient");
  question.source = text(object, "source");
  question.category = text(object, "category");
  question.action = text(object, "action");
  question.at = moment(object, "at");
  question.as_known_at = moment(object, "as_known_at");
  if (object.has("break_the_glass")) question.break_the_glass = text(object, "break_the_glass");
  if (object.has("id")) question.transaction = {text(object, "id"), text(object, "sl"), text(object, "hub")};
  return question;
}

model::EvidenceItem item_of(const Object& object) {
  return {text(object, "kind"),   text(object, "id"), object.getValue<int>("version"),     text(object, "from"),
          text(object, "to"), text(object, "detail"), each(object, "alternatives", item_of),
          text(object, "authority"), text(object, "as_of")};
}

model::RuleOutcome rule_of(const Object& object) {
  return {text(object, "rule"), static_cast<model::Outcome>(object.getValue<int>("outcome")), text(object, "text"),
          each(object, "evidence", item_of)};
}

model::Decision answer_of(const Object& object) {
  model::Decision answer;
  answer.verdict = object.getValue<bool>("permit") ? model::Verdict::Permit : model::Verdict::Deny;
  answer.rules = each(object, "rules", rule_of);
  answer.would_change = texts(object, "would_change");
  answer.valid_until = moment(object, "valid_until");
  return answer;
}

}  // namespace

Result<KeptCall> read_call(const spi::KeptDecisions& kept) {
  try {
    const auto root = Poco::JSON::Parser().parse(kept.content).extract<Object::Ptr>();
    return KeptCall{identity_of(*root->getObject("caller")), text(*root, "correlation_id"),
                    each(*root, "questions", question_of), each(*root, "answers", answer_of)};
  } catch (const Poco::Exception& error) {
    return Fault(FaultId::Internal, "a kept decision can't be read: " + std::string(error.name()));
  }
}

}  // namespace sluis::decision
