#include "adapters/simulator_kit/json_view.hpp"

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <algorithm>

#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {

struct JsonView::Value {
  Poco::Dynamic::Var var;
};

namespace {

constexpr std::size_t kDepth = 20;

Poco::Dynamic::Var parsed(std::string_view text) {
  if (!core::is_utf8(text)) throw InputRefused("not UTF-8");
  try {
    Poco::JSON::Parser parser;
    parser.setDepth(kDepth);
    return parser.parse(std::string(text));
  } catch (const Poco::Exception&) {
    throw InputRefused("not JSON");
  } catch (const std::exception&) {
    throw InputRefused("not JSON");
  }
}

std::string joined(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}

}  // namespace

JsonView::JsonView(std::shared_ptr<const Value> value, std::string path)
    : value_(std::move(value)), path_(std::move(path)) {}

JsonView JsonView::parse(std::string_view text) {
  return {std::make_shared<Value>(Value{parsed(text)}), ""};
}

void JsonView::refuse(std::string_view why) const {
  throw InputRefused(path_.empty() ? std::string(why) : path_ + ": " + std::string(why));
}

std::vector<std::pair<std::string, JsonView>> JsonView::members() const {
  if (value_->var.type() != typeid(Poco::JSON::Object::Ptr)) refuse("expected an object");
  std::vector<std::pair<std::string, JsonView>> all;
  for (const auto& [name, var] : *value_->var.extract<Poco::JSON::Object::Ptr>()) {
    all.emplace_back(name, JsonView(std::make_shared<Value>(Value{var}), joined(path_, name)));
  }
  return all;
}

void JsonView::allow(std::initializer_list<std::string_view> names) const {
  for (const auto& [name, view] : members()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string known;
    for (const auto& n : names) known += (known.empty() ? "" : ", ") + std::string(n);
    view.refuse("unknown member; known here: " + known);
  }
}

bool JsonView::has(std::string_view name) const {
  if (value_->var.type() != typeid(Poco::JSON::Object::Ptr)) refuse("expected an object");
  const auto& object = value_->var.extract<Poco::JSON::Object::Ptr>();
  return object->has(std::string(name)) && !object->get(std::string(name)).isEmpty();
}

JsonView JsonView::member(std::string_view name) const {
  JsonView view(std::make_shared<Value>(), joined(path_, name));
  if (!has(name)) view.refuse("missing");
  view.value_ = std::make_shared<Value>(Value{value_->var.extract<Poco::JSON::Object::Ptr>()->get(std::string(name))});
  return view;
}

std::vector<JsonView> JsonView::items() const {
  if (value_->var.type() != typeid(Poco::JSON::Array::Ptr)) refuse("expected an array");
  std::vector<JsonView> all;
  for (const auto& var : *value_->var.extract<Poco::JSON::Array::Ptr>()) {
    all.push_back(JsonView(std::make_shared<Value>(Value{var}), path_ + "[" + std::to_string(all.size()) + "]"));
  }
  return all;
}

bool JsonView::is_text() const {
  return value_->var.isString();
}

std::string JsonView::text() const {
  if (!is_text()) refuse("expected a text");
  return value_->var.convert<std::string>();
}

std::int64_t JsonView::number() const {
  if (!value_->var.isInteger() || value_->var.isBoolean()) refuse("expected a whole number");
  try {
    return value_->var.convert<std::int64_t>();
  } catch (const Poco::Exception&) {
    refuse("expected a whole number");
  }
}

double JsonView::fraction() const {
  if (!value_->var.isNumeric() || value_->var.isBoolean() || is_text()) refuse("expected a number");
  return value_->var.convert<double>();
}

bool JsonView::truth() const {
  if (!value_->var.isBoolean()) refuse("expected true or false");
  return value_->var.convert<bool>();
}

}  // namespace sluis::sandbox
