#include <iostream>
#include <map>

#include "gateway/cli/author_reader.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/cli/session.hpp"
#include "gateway/core/json_writer.hpp"
#include "mappings/wss/answer.hpp"
#include "mappings/wss/envelope.hpp"

namespace sluis::cli {
namespace {

struct Service {
  std::string path;
  std::string action_prefix;
};

const std::map<std::string, Service> kServices{
    {"consent", {"/Consent/v1", "urn:be:fgov:ehealth:consent:protocol:v1:"}},
    {"therlink", {"/TherLink/v1", "urn:be:fgov:ehealth:therlink:protocol:v1:"}},
    {"exclusion", {"/TherapeuticExclusion/v1", "urn:be:fgov:ehealth:therapeuticexclusion:protocol:v1:"}},
    {"intrahub", {"/IntraHub/v3", "urn:be:fgov:ehealth:intrahub:protocol:v3:"}},
};

struct Told {
  std::string code;
  std::string text;
  std::string entry;  // of a bulk, from 1
};

struct Outcome {
  int exit = kTechnical;
  int http_status = 0;
  std::string operation;
  std::vector<Told> codes;
  std::string fault;
  std::string payload;
};

native::Node descendant(native::Node node, std::string_view local) {
  for (const auto& child : node.children()) {
    if (child.name() == local) return child;
  }
  return {};
}

std::string text_of(native::Node parent, std::string_view local) {
  const auto child = descendant(parent, local);
  return child ? child.text() : std::string{};
}

void read_acknowledge(native::Node payload, Outcome& outcome) {
  const auto acknowledge = descendant(payload, "acknowledge");
  if (!acknowledge) {
    outcome.fault = "the answer holds no acknowledge";
    return;
  }
  for (const auto& error : acknowledge.children()) {
    if (error.name() != "error") continue;
    for (const auto& code : error.children()) {
      if (code.name() == "cd") outcome.codes.push_back({code.text(), text_of(error, "description"), text_of(error, "id")});
    }
  }
  outcome.exit = descendant(acknowledge, "iscomplete").text() == "true" ? kDone : kRefused;
}

Outcome judged(const spi::WireReply& reply, const std::string& operation) {
  Outcome outcome;
  outcome.http_status = reply.status;
  outcome.operation = operation;
  auto answer = mappings::wss::read_soap_answer(reply.body);
  if (!answer) {
    outcome.fault = told(answer.error());
    return outcome;
  }
  if (answer->fault) {
    const auto& fault = *answer->fault;
    outcome.codes.push_back({fault.code, fault.message, {}});
    outcome.fault = fault.code + " " + fault.message + (fault.id.empty() ? "" : " (ticket " + fault.id + ")");
    return outcome;
  }
  outcome.payload = native::canonical(answer->payload);
  read_acknowledge(answer->payload, outcome);
  return outcome;
}

std::string_view verdict(const Outcome& outcome) {
  return outcome.exit == kDone ? "acknowledged" : outcome.exit == kRefused ? "refused" : "fault";
}

void print_json(const Outcome& outcome) {
  core::JsonWriter w;
  w.begin_object().member("result", verdict(outcome)).member("operation", outcome.operation);
  w.member("http_status", outcome.http_status).key("codes").begin_array();
  for (const auto& [code, text, entry] : outcome.codes) {
    w.begin_object().member("code", code).member("text", text);
    if (!entry.empty()) w.member("entry", entry);
    w.end_object();
  }
  w.end_array().member("fault", outcome.fault).member("answer", outcome.payload).end_object();
  std::cout << w.text() << "\n";
}

void print_text(const Outcome& outcome) {
  std::cout << verdict(outcome) << "\n";
  for (const auto& [code, text, entry] : outcome.codes)
    std::cout << code << " " << (entry.empty() ? "" : "(entry " + entry + ") ") << text << "\n";
  if (!outcome.payload.empty()) std::cout << outcome.payload << "\n";
  if (!outcome.fault.empty()) std::cerr << outcome.fault << "\n";
}

std::set<std::string> value_options() {
  const auto profile = profile_options();
  std::set<std::string> all(profile.begin(), profile.end());
  all.insert("service");
  return all;
}

}  // namespace

int run_send(const std::vector<std::string>& words) {
  const Arguments arguments(words, value_options(), {"json", "show-message"});
  const auto found = kServices.find(arguments.required("service"));
  if (found == kServices.end()) throw UsageError("--service is one of consent, therlink, exclusion, intrahub");
  const auto gateway = arguments.required("gateway");
  if (!arguments.has("as")) throw UsageError("--as is missing");
  const auto text = read_file(arguments.only_plain("FILE with the body element"));
  auto document = native::Document::parse(text);
  if (!document) throw UsageError("the file can't be sent: " + document.error().log_text());
  const auto body = document->root();
  std::string operation(body.name());
  if (operation.ends_with("Request")) operation.resize(operation.size() - 7);

  Session session(arguments, author_of(body));
  const auto token = session.token();
  if (!token) {
    std::cerr << "no token: " << told(token.error()) << "\n";
    return kTechnical;
  }
  const auto message = mappings::wss::token_envelope(native::canonical(body), token->assertion, token->assertion_id,
                                                     token->holder.key, {session.now(), session.random()});
  if (!message) throw UsageError(message.error().log_text());
  if (arguments.has("show-message")) std::cerr << *message << "\n";
  const auto reply = session.post(joined_url(gateway, found->second.path), "text/xml; charset=utf-8",
                                  {{"SOAPAction", "\"" + found->second.action_prefix + operation + "\""}}, *message);
  Outcome outcome;
  outcome.operation = operation;
  if (reply) {
    outcome = judged(*reply, operation);
  } else {
    outcome.fault = told(reply.error());
  }
  arguments.has("json") ? print_json(outcome) : print_text(outcome);
  return outcome.exit;
}

}  // namespace sluis::cli
