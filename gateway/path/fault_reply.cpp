#include "gateway/path/fault_reply.hpp"

#include "gateway/core/json_writer.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::path {
namespace {

using native::XmlWriter;

constexpr std::string_view kSoap = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view kSoa = "urn:be:fgov:ehealth:errors:soa:v1";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

constexpr XmlWriter::Name soap(std::string_view local) { return {"soapenv", kSoap, local}; }
constexpr XmlWriter::Name soa(std::string_view local) { return {"soa", kSoa, local}; }
constexpr XmlWriter::Name plain(std::string_view local) { return {"", "", local}; }

std::string_view origin_text(core::Origin origin) { return origin == core::Origin::Caller ? "Consumer" : "Provider"; }

// Number and detail of a security fault would tell which check failed.
bool is_security(const Fault& fault) { return static_cast<int>(fault.id()) / 1000 == 2; }
std::string_view caller_detail(const Fault& fault) { return is_security(fault) ? std::string_view{} : fault.caller_detail(); }

void write_message(XmlWriter& w, std::string_view text) {
  w.open(plain("Message")).attribute({"xml", kXml, "lang"}, "en").text(text).close();
}

std::string soap_fault(const Fault& fault, const std::string& correlation_id, const std::string& environment) {
  const auto& entry = fault.entry();
  XmlWriter w;
  w.open(soap("Envelope")).open(soap("Body")).open(soap("Fault"));
  w.element(plain("faultcode"), entry.origin == core::Origin::Caller ? "soapenv:Client" : "soapenv:Server");
  w.element(plain("faultstring"), entry.soa_code);
  w.open(plain("detail")).open(soa("SystemError")).attribute("Id", correlation_id);
  w.element(plain("Origin"), origin_text(entry.origin));
  w.element(plain("Code"), entry.soa_code);
  write_message(w, entry.caller_text);
  if (!caller_detail(fault).empty()) write_message(w, caller_detail(fault));
  w.element(plain("Retry"), entry.retry ? "true" : "false");
  w.element(soa("Environment"), environment);
  w.close().close().close().close().close();
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + w.take();
}

std::string json_fault(const Fault& fault, const std::string& correlation_id, const std::string& environment) {
  const auto& entry = fault.entry();
  core::JsonWriter w;
  w.begin_object().key("fault").begin_object();
  w.member("code", entry.soa_code).member("text", entry.caller_text);
  if (!is_security(fault)) w.member("number", fault.number());
  if (!caller_detail(fault).empty()) w.member("detail", caller_detail(fault));
  w.member("origin", origin_text(entry.origin)).member("retry", entry.retry);
  w.member("correlation_id", correlation_id).member("environment", environment);
  w.end_object().end_object();
  return w.text();
}

// SOAP 1.1 asks 500 for a fault; the statuses that the HTTP layer itself owns are kept.
int soap_status(const Fault& fault) {
  switch (fault.id()) {
    case FaultId::Busy:
    case FaultId::UnknownPath:
    case FaultId::WrongMethod:
    case FaultId::TooSlow:
    case FaultId::NotHttp: return fault.entry().http_status;
    default: return 500;
  }
}

}  // namespace

spi::Door door_of(const std::string& path) { return path.starts_with("/api/") ? spi::Door::Json : spi::Door::Soap; }

message::Reply fault_reply(const Fault& fault, spi::Door door, const std::string& correlation_id,
                           const std::string& environment) {
  message::Reply reply;
  if (door == spi::Door::Json) {
    reply.status = fault.entry().http_status;
    reply.content_type = "application/json";
    reply.body = json_fault(fault, correlation_id, environment);
  } else {
    reply.status = soap_status(fault);
    reply.content_type = "text/xml; charset=utf-8";
    reply.body = soap_fault(fault, correlation_id, environment);
  }
  if (fault.id() == FaultId::Busy) reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

}  // namespace sluis::path
