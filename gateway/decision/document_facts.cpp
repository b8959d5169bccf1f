#include <algorithm>

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

bool is_author(const model::DirectoryEntry& entry, const Seeker& caller) {
  return std::ranges::any_of(entry.authors, [&](const model::PartyClaim& author) {
    if (!author.is_person()) return false;
    for (const auto& number : author.values("INSS")) {
      if (caller.person && number == caller.person->text()) return true;
    }
    for (const auto& text : author.values("ID-HCPARTY")) {
      const auto number = model::Nihii::parse(text);
      if (number && std::ranges::any_of(caller.numbers, [&](const auto& own) { return own.same_holder(*number); }))
        return true;
    }
    return false;
  });
}

}  // namespace

std::string_view Access::department() const {
  if (!found.document) return {};
  for (const auto& author : found.document->authors) {
    for (const auto& code : author.codes) {
      if (code.scheme == "CD-HCPARTY" && policy.departments.contains(code.value)) return code.value;
    }
  }
  return {};
}

// Asked only of who is known to be who he says: a hub isn't troubled for strangers.
void find_document(Access& access) {
  if (!access.transaction || access.list) return;
  if (const auto* document = access.evidence.document(*access.transaction, *access.found.patient)) take_document(access, *document);
}

void take_document(Access& access, const model::DirectoryEntry& document) {
  access.found.document = &document;
  access.found.is_author = access.action == "read" && !access.identity.is_citizen() && is_author(document, access.found.linked);
}

model::EvidenceItem document_item(const Access& access, std::string detail) {
  return {"document", access.transaction->id, 0, access.found.document->date, "", std::move(detail)};
}

}  // namespace sluis::decision
