#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::cli {

// One command of the program: a file of this folder each.
struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view usage;   // whole help text
  int (*run)(const std::vector<std::string>& words);
};

std::span<const Command> commands();

int run_send(const std::vector<std::string>& words);
int run_validate(const std::vector<std::string>& words);
int run_check(const std::vector<std::string>& words);
int run_rerun(const std::vector<std::string>& words);
int run_document(const std::vector<std::string>& words);
int run_references(const std::vector<std::string>& words);
int run_accesses(const std::vector<std::string>& words);
int run_dispensation(const std::vector<std::string>& words);
int run_history(const std::vector<std::string>& words);
int run_evidence(const std::vector<std::string>& words);
int run_notifications(const std::vector<std::string>& words);
int run_verify(const std::vector<std::string>& words);
int run_proof(const std::vector<std::string>& words);
int run_exclusion(const std::vector<std::string>& words);
int run_seal(const std::vector<std::string>& words);
int run_unseal(const std::vector<std::string>& words);
int run_token(const std::vector<std::string>& words);
int run_reviews(const std::vector<std::string>& words);
int run_review(const std::vector<std::string>& words);
int run_audit(const std::vector<std::string>& words);
int run_outbox(const std::vector<std::string>& words);
int run_backup(const std::vector<std::string>& words);
int run_restore(const std::vector<std::string>& words);
int run_selftest(const std::vector<std::string>& words);
int run_trust(const std::vector<std::string>& words);
int run_explain(const std::vector<std::string>& words);

}  // namespace sluis::cli
