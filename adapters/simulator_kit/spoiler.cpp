#include "adapters/simulator_kit/spoiler.hpp"

#include "adapters/simulator_kit/names.hpp"
#include "gateway/native/signature_make.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {
namespace {

using native::XmlWriter;

struct Span {
  std::size_t from = std::string_view::npos, to = std::string_view::npos;
  bool found() const { return to != std::string_view::npos; }
};

// The next element with this local name, as text; such elements don't hold each other.
Span next_element(std::string_view text, std::string_view local, std::size_t after) {
  for (auto at = text.find('<', after); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const auto end = text.find_first_of(" \t\r\n/>", at + 1);
    if (end == std::string_view::npos) return {};
    const auto name = text.substr(at + 1, end - at - 1);
    if (name != local && !(name.ends_with(local) && name.size() > local.size() && name[name.size() - local.size() - 1] == ':')) {
      continue;
    }
    const auto close = "</" + std::string(name) + ">";
    const auto last = text.find(close, end);
    return last == std::string_view::npos ? Span{} : Span{at, last + close.size()};
  }
  return {};
}

std::string twice(std::string_view text, std::string_view local) {
  std::string out;
  std::size_t done = 0;
  for (auto span = next_element(text, local, 0); span.found(); span = next_element(text, local, done)) {
    out += text.substr(done, span.to - done);
    out += text.substr(span.from, span.to - span.from);
    done = span.to;
  }
  return out + std::string(text.substr(done));
}

XmlWriter::Name wsse(std::string_view local) {
  return {"wsse", names::kWsse, local};
}
XmlWriter::Name soap(std::string_view local) {
  return {"soapenv", names::kSoap, local};
}

}  // namespace

Answer Spoiler::spoilt(Failure failure, Answer answer) const {
  const auto why = "scenario: " + std::string(to_text(failure));
  switch (failure) {
    case Failure::Http500: return {500, "text/plain", "Internal Server Error", why};
    case Failure::Garbage: return {200, answer.content_type, "\x01\x02<not>what you asked", why};
    case Failure::Truncated: answer.body.resize(answer.body.size() / 2); break;
    case Failure::DuplicateBody: answer.body += std::string(answer.body); break;
    case Failure::Duplicate: {
      auto body = means_.entry.empty() ? std::string() : twice(answer.body, means_.entry);
      answer.body = means_.entry.empty() ? answer.body + answer.body : std::move(body);
      break;
    }
    case Failure::WrongSignature:
      if (means_.key != nullptr) answer.body = with_wrong_signature(answer.body);
      break;
    default: return answer;
  }
  answer.log = answer.log.empty() ? why : answer.log + "; " + why;
  return answer;
}

// The Body is signed by somebody else's key, and the header names our certificate: whoever looks finds that they don't fit.
std::string Spoiler::with_wrong_signature(const std::string& body) const {
  const auto document = native::Document::parse(body);
  if (!document) return body;
  const auto old = document->root().child(names::kSoap, "Body");
  XmlWriter written;
  written.open(soap("Body")).attribute({"wsu", names::kWsu, "Id"}, "answer-body");
  for (const auto child : old.children()) written.raw(native::canonical(child));
  const auto fresh = native::Document::parse(written.close().take());
  if (!fresh) return body;
  const auto canonical = native::canonical(fresh->root());
  XmlWriter info;
  info.open(wsse("SecurityTokenReference")).open(wsse("Reference")).attribute("URI", "#answer-token");
  info.attribute("ValueType", names::kX509Token).close().close();
  const auto signature = native::make_signature(*means_.key, {{"#answer-body", canonical, false}}, info.take(), "answer-signature");
  if (!signature) return body;
  XmlWriter xml;
  xml.open(soap("Envelope")).open(soap("Header")).open(wsse("Security")).attribute(soap("mustUnderstand"), "1");
  xml.open(wsse("BinarySecurityToken")).attribute("EncodingType", names::kBase64Binary).attribute("ValueType", names::kX509Token);
  xml.attribute({"wsu", names::kWsu, "Id"}, "answer-token").text(means_.certificate->base64()).close();
  xml.raw(*signature).close().close().raw(canonical).close();
  return xml.take();
}

Spoiler::Endless Spoiler::endless(std::string_view body) const {
  const auto entry = means_.entry.empty() ? Span{} : next_element(body, means_.entry, 0);
  if (entry.found()) return {std::string(body.substr(0, entry.to)), std::string(body.substr(entry.from, entry.to - entry.from))};
  const auto first = body.find('>');
  return {std::string(body.substr(0, first == std::string_view::npos ? 0 : first + 1)), std::string(1024, ' ')};
}

}  // namespace sluis::sandbox
