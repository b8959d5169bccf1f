#include "adapters/simulator_kit/control.hpp"

#include "adapters/simulator_kit/json_view.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::sandbox {
namespace {

Answer refusal(int status, const std::string& why) {
  core::JsonWriter json;
  json.begin_object().member("error", why).end_object();
  return {status, "application/json", json.text(), why};
}

}  // namespace

Answer Control::fault() const {
  return refusal(500, "fault");
}

Answer Control::identities(const Question& question) {
  if (question.method != "POST") return refusal(405, "POST");
  try {
    const auto root = JsonView::parse(question.body);
    root.allow({"number"});
    const auto made = issue_ ? issue_(root.member("number").text()) : std::string();
    return made.empty() ? refusal(404, "nobody has this number") : Answer{200, "application/json", made, ""};
  } catch (const InputRefused& e) {
    return refusal(400, e.what());
  }
}

Answer Control::revocations(const Question& question) {
  if (question.method != "POST") return refusal(405, "POST");
  try {
    const auto root = JsonView::parse(question.body);
    root.allow({"number", "certificate", "revoked"});
    const auto text = [&](std::string_view name) { return root.has(name) ? root.member(name).text() : std::string(); };
    const int count = revoke_ ? revoke_(text("number"), text("certificate"), !root.has("revoked") || root.member("revoked").truth()) : 0;
    if (count == 0) return refusal(404, "no certificate of this number, or in this file");
    core::JsonWriter json;
    json.begin_object().member("certificates", count).end_object();
    return {200, "application/json", json.text(), ""};
  } catch (const InputRefused& e) {
    return refusal(400, e.what());
  }
}

Answer Control::answer(const Question& question) {
  if (question.path == "/control/identities") return identities(question);
  if (question.path == "/control/revocations") return revocations(question);
  if (question.path != "/control/scenario") return refusal(404, "unknown path");
  if (question.method != "POST" && question.method != "GET") return refusal(405, "POST or GET");
  try {
    if (question.method == "POST") scenario_.apply(question.body);
  } catch (const InputRefused& e) {
    return refusal(400, e.what());
  }
  const bool asked = question.method == "GET";
  return {200, "application/json", asked ? scenario_.to_json_with_counts() : scenario_.to_json(), ""};
}

}  // namespace sluis::sandbox
