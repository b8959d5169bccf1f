#include "mappings/single_message/parameters.hpp"

#include "gateway/native/xml_writer.hpp"
#include "mappings/single_message/names.hpp"

namespace sluis::mappings::single_message {
namespace {

using native::XmlWriter;

XmlWriter::Name plain(std::string_view local) { return {"", "", local}; }

void optional(XmlWriter& out, std::string_view local, const std::string& value) {
  if (!value.empty()) out.element(plain(local), value);
}

// dataType, version where the kind has one, and its own parameters.
struct About {
  XmlWriter& out;

  void begin(std::string_view type, std::string_view element, std::string_view version = {}) const {
    out.element(plain("dataType"), type);
    if (!version.empty()) out.element(plain("version"), version);
    out.open(plain(element));
  }
  void operator()(const HistoryParameters& about) const {
    begin("medicationhistory", "dataSpecificParametersGetData");
    out.element(plain("excludeOwnData"), about.without_own ? "true" : "false").element(plain("dateRangeType"), about.range);
    optional(out, "startDate", about.begin);
    optional(out, "endDate", about.end);
  }
  void operator()(const TypesParameters& about) const {
    begin("dataTypes", "dataSpecificParametersGetDataTypes");
    optional(out, "startDate", about.begin);
    optional(out, "endDate", about.end);
  }
  void operator()(const DetailsParameters& about) const {
    begin("pharmacydetails", "dataSpecificParametersPharmacyDetails");
    out.element(plain("dGuid"), about.dispensation).open(plain("motivation"));
    out.element(plain("motivationtext"), about.motivation_text).element(plain("motivationtype"), about.motivation_type).close();
  }
  void operator()(const StatusParameters& about) const {
    begin("StatusMessage", "dataSpecificParametersGetStatus", "1.0");
    optional(out, "SGUID", about.session);
    optional(out, "DGUID", about.dispensation);
  }
  void operator()(const SchemeTimestampsParameters& about) const {
    begin("medicationscheme_timestamps", "dataSpecificParametersMedicationSchemeTimestamps");
    optional(out, "clientMessageId", about.client_message);
    for (const auto& patient : about.patients) out.element(plain("patientINSS"), patient);
  }
  void operator()(const SchemeEntriesParameters& about) const {
    begin("medicationscheme_entries", "dataSpecificParametersMedicationSchemeEntries");
    optional(out, "clientMessageId", about.client_message);
    out.element(plain("paginationIndex"), std::to_string(about.page));
  }
};

}  // namespace

std::string write_parameters(const Parameters& parameters) {
  XmlWriter out;
  out.open({"g", kParameters, "getDataRequestParameters"});
  if (!parameters.patient.empty())
    out.open(plain("patient")).element(plain("patientId"), parameters.patient).element(plain("patientIdType"), "INSS").close();
  out.open(plain("requestor")).element(plain("requestorType"), parameters.requestor.type);
  out.element(plain("requestorId"), parameters.requestor.id).close();
  std::visit(About{out}, parameters.about);
  out.close().close();
  return out.take();
}

std::string write_configuration_parameters(std::string_view version, std::string_view pharmacy) {
  XmlWriter out;
  out.open({"c", kConfiguration, "getConfigurationRequestParameters"});
  out.element(plain("version"), version).element(plain("nihiiPharmacyNumber"), pharmacy).close();
  return out.take();
}

}  // namespace sluis::mappings::single_message
