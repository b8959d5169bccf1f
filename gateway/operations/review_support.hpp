#pragma once

#include "gateway/core/json_writer.hpp"
#include "gateway/model/glass_review.hpp"

namespace sluis::operations {

// One use of break-the-glass, as reviewers read it: the patient by his number, who looked by name.
void write_review(core::JsonWriter& out, const model::GlassReview& review);

}  // namespace sluis::operations
