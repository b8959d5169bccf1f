#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using native::XmlWriter;

class ResponseWriter final {
 public:
  explicit ResponseWriter(const ListResponse& response)
      : response_(response), protocol_(free_prefix(response.request, "p")), core_(free_prefix(response.request, "c")) {}

  std::string write() {
    out_.open({protocol_, kProtocol, kListResponse});
    header();
    write_acknowledge(out_, core_, response_.complete, response_.errors);
    if (!response_.entries.empty()) folder();
    out_.close();
    return out_.take();
  }

 private:
  XmlWriter::Name name(std::string_view local) const { return {core_, kCore, local}; }

  void header() {
    out_.open(name("response"));
    write_answer_header(out_, core_, {response_.id, response_.author, response_.date, response_.time, response_.request});
    if (response_.page) {
      out_.open(name("paginationinfo"));
      out_.element(name("pagesize"), std::to_string(response_.page->size));
      out_.element(name("totalrecordcount"), std::to_string(response_.page->total)).close();
    }
    out_.close();
  }

  void folder() {
    out_.open(name("kmehrheader")).open(name("folder"));
    patient(response_.patient.value_or(model::FolderPatient{}));
    int number = 0;
    for (const auto& entry : response_.entries) transaction(entry, ++number);
    out_.close().close();
  }

  void patient(const model::FolderPatient& patient) {
    out_.open(name("patient"));
    kmehr::write_id(out_, kmehr::name("id"), {"INSS", patient.number, {}});
    for (const auto& first : patient.first_names) out_.element(kmehr::name("firstname"), first);
    if (patient.first_names.empty()) out_.element(kmehr::name("firstname"), "");
    out_.element(kmehr::name("familyname"), patient.family_name);
    if (!patient.birth_date.empty()) out_.open(kmehr::name("birthdate")).element(kmehr::name("date"), patient.birth_date).close();
    out_.open(kmehr::name("sex"));
    kmehr::write_code(out_, kmehr::name("cd"), "CD-SEX", "1.0", patient.sex.empty() ? "unknown" : patient.sex);
    out_.close().close();
  }

  void transaction(const model::DirectoryEntry& entry, int number) {
    out_.open(name("transaction"));
    kmehr::write_id(out_, name("id"), {"ID-KMEHR", std::to_string(number), {}});
    kmehr::write_id(out_, name("id"), {"LOCAL", entry.name.id, entry.name.local_scheme});
    kmehr::write_code(out_, name("cd"), "CD-TRANSACTION", "1.6", entry.category);
    if (!entry.fetch_with.empty()) kmehr::write_code(out_, name("cd"), "CD-HUBSERVICE", "1.0", entry.fetch_with);
    if (!entry.patient_access) kmehr::write_code(out_, name("cd"), "LOCAL", "1.0", "no", "PatientAccess");
    const auto& date = entry.date.empty() ? response_.date : entry.date;
    const auto& time = entry.time.empty() ? (entry.date.empty() ? response_.time : kMidnight) : entry.time;
    out_.element(name("date"), date).element(name("time"), time);
    authors(entry);
    out_.element(name("iscomplete"), entry.complete ? "true" : "false");
    out_.element(name("isvalidated"), entry.validated ? "true" : "false");
    out_.element(name("recorddatetime"), entry.recorded.empty() ? date + "T" + time : entry.recorded).close();
  }

  // The hub that holds the document comes first (HUB-TRN-3).
  void authors(const model::DirectoryEntry& entry) {
    out_.open(name("author"));
    if (!entry.name.hub.empty()) kmehr::write_party(out_, kmehr::make_party(entry.name.hub, "hub", entry.hub_name));
    for (const auto& party : entry.authors) kmehr::write_party(out_, party);
    if (entry.name.hub.empty() && entry.authors.empty()) kmehr::write_party(out_, response_.author);
    out_.close();
  }

  inline static const std::string kMidnight = "00:00:00";
  const ListResponse& response_;
  std::string protocol_;
  std::string core_;
  XmlWriter out_;
};

}  // namespace

std::string write_list_response(const ListResponse& response) { return ResponseWriter(response).write(); }

}  // namespace sluis::mappings::hubservices_v3
