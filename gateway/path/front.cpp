#include "gateway/path/front.hpp"

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
  if (raw.method == "GET") return described(raw);
  if (raw.method != "POST") {
    auto reply = fault_reply(Fault(FaultId::WrongMethod), door_of(raw.path), raw.correlation_id, environment_);
    reply.headers.emplace_back("Allow", "GET, POST");
    return reply;
  }
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
