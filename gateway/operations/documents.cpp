#include "gateway/operations/document_json_support.hpp"

namespace sluis::operations {

// A document that the references named, fetched from its hub and opened.
std::unique_ptr<spi::Operation> make_documents() { return document_operation(model::OrderKind::GetTransaction, "FetchDocument", "/api/v1/documents"); }

}  // namespace sluis::operations
