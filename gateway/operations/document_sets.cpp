#include "gateway/operations/document_json_support.hpp"

namespace sluis::operations {

// What a reference with fetch_with GetTransactionSet names: a medication scheme with all its elements (HUB-TRN-4).
std::unique_ptr<spi::Operation> make_document_sets() {
  return document_operation(model::OrderKind::GetTransactionSet, "FetchDocumentSet", "/api/v1/documents/sets");
}

}  // namespace sluis::operations
