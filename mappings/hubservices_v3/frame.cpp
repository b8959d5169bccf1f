#include "mappings/hubservices_v3/frame.hpp"

#include "gateway/core/encoding.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using native::Node;
using native::XmlWriter;

std::optional<std::string> text_of(Node parent, std::string_view ns, std::string_view local) {
  const auto node = parent.child(ns, local);
  if (!node) return std::nullopt;
  return std::string(core::trim(node.text()));
}

XmlWriter::Name core_name(std::string_view local) { return {"c", kCore, local}; }

}  // namespace

model::RequestHeader read_request_header(Node request) {
  model::RequestHeader header;
  header.id = text_of(request, kCore, "id").value_or("");
  header.author.parties = kmehr::read_parties(request.child(kCore, "author"));
  header.date = text_of(request, kCore, "date").value_or("");
  header.time = text_of(request, kCore, "time").value_or("");
  header.max_rows = text_of(request, kCore, "maxrows");
  header.break_the_glass = text_of(request, kCore, "breaktheglass");
  if (const auto page = request.child(kCore, "paginationinfo")) header.page_index = text_of(page, kCore, "index");
  header.echo = native::canonical(request);
  return header;
}

void write_request_header(XmlWriter& out, const model::RequestHeader& header) {
  out.open(core_name("request"));
  kmehr::write_id(out, core_name("id"), {"ID-KMEHR", header.id, {}});
  out.open(core_name("author"));
  for (const auto& party : header.author.parties) kmehr::write_party(out, party);
  out.close();
  out.element(core_name("date"), header.date).element(core_name("time"), header.time);
  if (header.max_rows) out.element(core_name("maxrows"), *header.max_rows);
  if (header.break_the_glass) out.element(core_name("breaktheglass"), *header.break_the_glass);
  if (header.page_index) out.open(core_name("paginationinfo")).element(core_name("index"), *header.page_index).close();
  out.close();
}

std::string free_prefix(std::string_view echo, std::string prefix) {
  while (echo.find("xmlns:" + prefix + "=") != std::string_view::npos) prefix += 'x';
  return prefix;
}

std::vector<ErrorReport> read_errors(Node acknowledge) {
  std::vector<ErrorReport> errors;
  for (const auto node : acknowledge.children(kCore, "error")) {
    ErrorReport error{text_of(node, kmehr::kNamespace, "cd").value_or(""), text_of(node, kmehr::kNamespace, "description").value_or(""), {}};
    for (const auto& id : kmehr::read_ids(node)) error.source = id.value;
    errors.push_back(std::move(error));
  }
  return errors;
}

void write_acknowledge(XmlWriter& out, std::string_view core_prefix, bool complete, const std::vector<ErrorReport>& errors) {
  const auto name = [&](std::string_view local) { return XmlWriter::Name{core_prefix, kCore, local}; };
  out.open(name("acknowledge")).element(name("iscomplete"), complete ? "true" : "false");
  for (const auto& error : errors) {
    // What no hub has a number for carries our own name: a fault's, or that of the rule (hubs.md section 4.1).
    const std::string_view ours = error.code.starts_with("SLU-") ? "sluis" : error.code.starts_with("HUB-") ? "SLUIS-ERROR" : "";
    out.open(name("error"));
    if (!error.source.empty()) kmehr::write_id(out, kmehr::name("id"), {"LOCAL", error.source, "source"});
    kmehr::write_code(out, kmehr::name("cd"), ours.empty() ? "CD-ERROR" : "LOCAL", "1.1", error.code, ours);
    out.open(kmehr::name("description")).attribute("L", "en").text(error.text).close();
    out.close();
  }
  out.close();
}

void write_answer_header(XmlWriter& out, std::string_view core_prefix, const AnswerHeader& header) {
  const auto name = [&](std::string_view local) { return XmlWriter::Name{core_prefix, kCore, local}; };
  kmehr::write_id(out, name("id"), {"ID-KMEHR", header.id, {}});
  out.open(name("author"));
  kmehr::write_party(out, header.author);
  out.close();
  out.element(name("date"), header.date).element(name("time"), header.time);
  out.raw(header.request);
}

}  // namespace sluis::mappings::hubservices_v3
