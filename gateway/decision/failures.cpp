#include "gateway/decision/failures.hpp"

namespace sluis::decision {
namespace {

const std::vector<std::string_view> kActing{"identity_differs",       "not_authorised",         "other_patient",
                                            "author_patient_missing", "author_patient_invalid", "author_card_invalid",
                                            "author_deceased",        "own_act_stands"};

const std::vector<std::string_view> kProfessional{"author_identifier_missing",
                                                  "author_ssin_invalid",
                                                  "author_nihii_invalid",
                                                  "author_nihii_of_other",
                                                  "author_nihii_other_category",
                                                  "author_category_invalid",
                                                  "pharmacy_identifier_missing",
                                                  "pharmacy_identifier_invalid",
                                                  "pharmacist_missing",
                                                  "pharmacist_ssin_invalid",
                                                  "pharmacist_nihii_invalid",
                                                  "pharmacist_nihii_of_other",
                                                  "pharmacist_nihii_other_category",
                                                  "not_the_holder",
                                                  "pharmacist_unknown",
                                                  "organisation_identifier_missing",
                                                  "organisation_identifier_invalid",
                                                  "organisation_identifier_unsupported",
                                                  "organisation_professional_missing"};

const std::vector<std::string_view> kPatient{"patient_missing", "patient_two_numbers", "patient_format",
                                             "patient_identifier", "card_invalid"};

const std::vector<std::string_view> kConsent{
    "patient_deceased",  "card_missing",    "party_identifier",    "type_invalid",
    "sign_date_missing", "sign_date_invalid", "sign_date_later", "revoke_date_missing", "revoke_date_invalid",
    "revoke_date_later", "already_exists",    "not_found",       "date_outside"};

const std::vector<std::string_view> kLink{"patient_deceased",
                                          "cards_several",
                                          "card_sis_format",
                                          "card_eid_format",
                                          "card_isi_format",
                                          "card_withdrawn",
                                          "card_eid_missing",
                                          "card_other_missing",
                                          "patient_name_missing",
                                          "party_several",
                                          "party_ssin_invalid",
                                          "party_nihii_invalid",
                                          "party_nihii_of_other",
                                          "party_category_missing",
                                          "party_category_invalid",
                                          "party_category_unsupported",
                                          "party_nihii_other_category",
                                          "party_not_the_holder",
                                          "party_not_found",
                                          "party_other_category",
                                          "type_unknown",
                                          "type_not_allowed",
                                          "type_read_only",
                                          "period_too_long",
                                          "start_past",
                                          "start_later",
                                          "end_before_start",
                                          "end_past",
                                          "not_three_months",
                                          "not_six_months",
                                          "date_invalid",
                                          "period_for_gmd",
                                          "period_incomplete",
                                          "date_outside",
                                          "period_needs_active",
                                          "query_without_patient",
                                          "proof_missing",
                                          "proof_invalid",
                                          "proof_unknown",
                                          "proof_not_sufficient",
                                          "binary_missing",
                                          "binary_invalid",
                                          "binary_unexpected",
                                          "signer_not_patient",
                                          "certificate_expired",
                                          "certificate_invalid",
                                          "certificate_not_for_signing",
                                          "certificate_not_trusted",
                                          "signed_patient_differs",
                                          "signed_party_differs",
                                          "source_unavailable",
                                          "author_unverified",
                                          "author_relation_unverified",
                                          "pharmacy_not_recognised",
                                          "proof_unexpected",
                                          "too_many_rows",
                                          "comment_too_long",
                                          "excluded",
                                          "no_link",
                                          "already_exists",
                                          "not_found",
                                          "already_revoked"};

const std::vector<std::string_view> kExclusion{"party_identifier", "party_category", "party_not_found", "date_invalid",
                                               "already_exists", "not_found"};

const std::vector<std::string_view> kHub{"ssin_invalid",      "nihii_invalid",   "ehp_invalid",     "author_differs",      "glass_reason",
                                         "period_reversed",   "reader_missing",  "document_unnamed", "folder_in_the_clear", "not_one_transaction",
                                         "not_one_folder",    "version_missing", "other_subject",   "too_many_elements",   "not_the_author",
                                         "party_of_other",    "audit_without_subject"};

}  // namespace

void require_failures(const Policy& policy) {
  for (const std::string_view service : {"consent", "therlink", "exclusion"}) {
    policy.errors.require(service, kActing);
    policy.errors.require(service, kPatient);
    if (service != "exclusion") policy.errors.require(service, kProfessional);
  }
  policy.errors.require("intrahub", kHub);
  policy.errors.require("consent", kConsent);
  policy.errors.require("therlink", kLink);
  policy.errors.require("exclusion", kExclusion);
}

}  // namespace sluis::decision
