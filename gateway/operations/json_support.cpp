#include "gateway/operations/json_support.hpp"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <algorithm>

#include "gateway/core/encoding.hpp"

namespace sluis::operations {
namespace {

using Poco::Dynamic::Var;
namespace json = Poco::JSON;

constexpr std::size_t kDepth = 20;

std::shared_ptr<const json::Object> kept(const json::Object::Ptr& object) {
  return {object.get(), [object](const json::Object*) {}};
}

Var value_of(const json::Object& object, std::string_view name) { return object.get(std::string(name)); }

Fault no_json(const std::string& why) { return Fault(FaultId::NotJson, why).tell_caller(why); }

std::string_view after_object(std::string_view text) { return core::trim(text.substr(text.find_last_of('}') + 1)); }

}  // namespace

JsonObject::JsonObject(Object object, std::string path, std::shared_ptr<std::string> trouble)
    : object_(std::move(object)), path_(std::move(path)), trouble_(std::move(trouble)) {}

Result<JsonObject> JsonObject::parse(std::string_view text) {
  const auto content = core::trim(text);
  if (!core::is_utf8(text)) return no_json("not UTF-8");
  if (content.empty() || content.front() != '{' || !after_object(content).empty()) return no_json("expected one JSON object");
  try {
    json::Parser parser;
    parser.setDepth(kDepth);
    const auto parsed = parser.parse(std::string(content));
    const auto object = parsed.extract<json::Object::Ptr>();
    return JsonObject(kept(object), {}, std::make_shared<std::string>());
  } catch (const Poco::Exception&) {
    return no_json("not well-formed JSON, or nested more than 20 levels");
  }
}

std::string JsonObject::path_to(std::string_view name) const { return path_.empty() ? std::string(name) : path_ + "." + std::string(name); }

void JsonObject::refuse(std::string_view name, std::string_view expected) const {
  if (trouble_->empty()) *trouble_ = path_to(name) + ": expected " + std::string(expected);
}

std::optional<Fault> JsonObject::fault() const {
  if (trouble_->empty()) return std::nullopt;
  return Fault(FaultId::QuestionRefused, *trouble_).tell_caller(*trouble_);
}

// An unknown member's name is the caller's text: it is shown only when it can't be a number of a person.
const JsonObject& JsonObject::only(std::initializer_list<std::string_view> names) const {
  for (const auto& [member, value] : *object_) {
    if (std::find(names.begin(), names.end(), member) != names.end()) continue;
    const bool harmless = member.size() <= 40 && member.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == std::string::npos;
    refuse(harmless ? member : "?", "no such member");
  }
  return *this;
}

bool JsonObject::has(std::string_view name) const { return object_->has(std::string(name)) && !value_of(*object_, name).isEmpty(); }

std::optional<std::string> JsonObject::optional_text(std::string_view name) const {
  if (!has(name)) return std::nullopt;
  const auto value = value_of(*object_, name);
  if (!value.isString()) {
    refuse(name, "a text");
    return std::nullopt;
  }
  return value.convert<std::string>();
}

std::string JsonObject::text_or_empty(std::string_view name) const { return optional_text(name).value_or(""); }

std::string JsonObject::text(std::string_view name) const {
  auto text = text_or_empty(name);
  if (text.empty()) refuse(name, "a text that is not empty");
  return text;
}

std::optional<int> JsonObject::optional_number(std::string_view name, int least, int most) const {
  if (!has(name)) return std::nullopt;
  const auto value = value_of(*object_, name);
  if (value.isInteger() && !value.isBoolean()) {
    const auto number = value.convert<Poco::Int64>();
    if (number >= least && number <= most) return static_cast<int>(number);
  }
  refuse(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

bool JsonObject::flag(std::string_view name) const {
  if (!has(name)) return false;
  const auto value = value_of(*object_, name);
  if (value.isBoolean()) return value.convert<bool>();
  refuse(name, "true or false");
  return false;
}

JsonObject JsonObject::object(std::string_view name) const {
  if (has(name) && object_->isObject(std::string(name))) return {kept(object_->getObject(std::string(name))), path_to(name), trouble_};
  refuse(name, "an object");
  return {std::make_shared<json::Object>(), path_to(name), trouble_};
}

std::vector<JsonObject> JsonObject::objects(std::string_view name, std::size_t most) const {
  std::vector<JsonObject> out;
  const auto array = has(name) && object_->isArray(std::string(name)) ? object_->getArray(std::string(name)) : json::Array::Ptr{};
  if (array.isNull() || array->size() == 0 || array->size() > most) {
    refuse(name, "an array of 1 to " + std::to_string(most) + " objects");
    return out;
  }
  for (unsigned i = 0; i < array->size(); ++i) {
    const auto item = path_to(name) + "[" + std::to_string(i) + "]";
    if (array->isObject(i)) {
      out.push_back({kept(array->getObject(i)), item, trouble_});
    } else {
      refuse(std::string(name) + "[" + std::to_string(i) + "]", "an object");
    }
  }
  return out;
}

std::vector<std::string> JsonObject::texts(std::string_view name, std::size_t most) const {
  std::vector<std::string> out;
  if (!has(name)) return out;
  const auto array = object_->isArray(std::string(name)) ? object_->getArray(std::string(name)) : json::Array::Ptr{};
  if (array.isNull() || array->size() > most) {
    refuse(name, "an array of at most " + std::to_string(most) + " texts");
    return out;
  }
  for (unsigned i = 0; i < array->size(); ++i) {
    if (!array->get(i).isString()) refuse(std::string(name) + "[" + std::to_string(i) + "]", "a text");
    else out.push_back(array->get(i).convert<std::string>());
  }
  return out;
}

std::map<std::string, std::string> JsonObject::all_texts() const {
  constexpr std::size_t kMost = 100;
  std::map<std::string, std::string> out;
  if (object_->size() > kMost) refuse("*", "at most 100 members");
  for (const auto& [name, value] : *object_) {
    if (value.isString()) out.emplace(name, value.convert<std::string>());
    else refuse("*", "texts");
  }
  return out;
}

model::PatientClaim read_patient(const JsonObject& request) {
  const auto patient = request.object("patient");
  patient.only({"ssin"});
  model::PatientClaim claim;
  claim.ids.push_back({"INSS", patient.text("ssin"), {}});
  return claim;
}

}  // namespace sluis::operations
