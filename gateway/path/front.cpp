#include "gateway/path/front.hpp"

#include <cctype>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/core/json_writer.hpp"
#include "gateway/core/table.hpp"
#include "gateway/path/fault_reply.hpp"

namespace sluis::path {
namespace {

constexpr std::string_view kOpenApiPath = "/api/v1/openapi.json";

message::Reply document(std::string content_type, std::string body) {
  message::Reply reply;
  reply.content_type = std::move(content_type);
  reply.body = std::move(body);
  return reply;
}

std::optional<std::string> from_percent(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const auto high = kHex.find(static_cast<char>(std::tolower(static_cast<unsigned char>(text[i + 1]))));
    const auto low = kHex.find(static_cast<char>(std::tolower(static_cast<unsigned char>(text[i + 2]))));
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

// "a=b&c=d" as a JSON object of texts, percent signs resolved; nullopt when it isn't of that form or names something twice.
std::optional<std::string> json_of_query(std::string_view query) {
  std::map<std::string, std::string> members;
  for (const auto& part : query.empty() ? std::vector<std::string>{} : core::split(std::string(query), '&')) {
    const auto equals = part.find('=');
    const auto name = from_percent(std::string_view(part).substr(0, equals));
    const auto value = equals == std::string::npos ? std::optional<std::string>{} : from_percent(std::string_view(part).substr(equals + 1));
    if (!name || !value || name->empty() || !members.emplace(*name, *value).second) return std::nullopt;
  }
  core::JsonWriter out;
  out.begin_object();
  for (const auto& [name, value] : members) out.member(name, value);
  out.end_object();
  return out.text();
}

// Host names and ports only: the value is written into the WSDL that this caller gets back.
bool is_host(const std::string& host) {
  return !host.empty() && host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") ==
                              std::string::npos;
}

}  // namespace

Front::Front(const Exchange& exchange, const OperationTable& operations, const mappings::Descriptions& description,
             std::string openapi, std::string environment)
    : exchange_(exchange), operations_(operations), description_(description), openapi_(std::move(openapi)),
      environment_(std::move(environment)) {}

message::Reply Front::serve(message::Raw raw) const {
  const auto method = operations_.method_of(raw.path);
  if (raw.method == "GET" && method == "GET") return asked(std::move(raw));
  if (raw.method == "GET") return described(raw);
  if (raw.method != "POST" || method == "GET") {
    auto reply = fault_reply(Fault(FaultId::WrongMethod), door_of(raw.path), raw.correlation_id, environment_);
    reply.headers.emplace_back("Allow", method == "GET" ? "GET" : "GET, POST");
    return reply;
  }
  return exchange_.run(std::move(raw));
}

// The question of a resource that is read with GET stands in its address; from here on it is a question like the others.
message::Reply Front::asked(message::Raw raw) const {
  auto question = json_of_query(raw.query);
  if (!question || !raw.body.empty()) {
    return fault_reply(Fault(FaultId::QuestionRefused, "the query of the address can't be read, or a body came with GET")
                           .tell_caller("the query of the address: name=value, joined by &, and no body"),
                       door_of(raw.path), raw.correlation_id, environment_);
  }
  raw.method = "POST";
  raw.query.clear();
  raw.body = std::move(*question);
  raw.headers["content-type"] = "application/json";
  return exchange_.run(std::move(raw));
}

message::Reply Front::described(const message::Raw& raw) const {
  if (raw.path == kOpenApiPath) return document("application/json", openapi_);
  const auto service = operations_.service_of(raw.path);
  const auto host = raw.header("host");
  if (!service.empty() && is_host(host)) {
    const auto location = (raw.tls ? "https://" : "http://") + host + raw.path;
    if (raw.query == "wsdl" || raw.query == "WSDL") {
      if (auto text = description_.wsdl(service, location)) return document("text/xml; charset=utf-8", std::move(*text));
    }
    if (raw.query.starts_with("xsd=")) {
      if (auto text = description_.served_schema(service, raw.query.substr(4), location)) {
        return document("text/xml; charset=utf-8", std::move(*text));
      }
    }
  }
  const auto id = operations_.serves(raw.path) && raw.query.empty() ? FaultId::WrongMethod : FaultId::UnknownPath;
  return fault_reply(Fault(id), door_of(raw.path), raw.correlation_id, environment_);
}

}  // namespace sluis::path
