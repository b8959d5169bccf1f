#include "adapters/directory/network.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::adapters::directory {
namespace {

namespace v3 = mappings::hubservices_v3;
using model::OrderKind;

// Numbers of hubs.md section 5.
model::Answer refused(const char* code, const char* text) {
  model::Answer answer;
  answer.errors.push_back({code, text});
  return answer;
}

// Who declares: the organisation that the caller's token certifies, else the person.
std::string declarer(const model::Identity& caller) {
  if (caller.organisation) return caller.organisation->number;
  return caller.nihii ? caller.nihii->text() : caller.ssin ? caller.ssin->text() : std::string();
}

bool asked_for(const model::DirectoryEntry& entry, const model::ReferenceQuery& query) {
  const auto day = entry.date.substr(0, 10);
  if (query.begin && day < query.begin->substr(0, 10)) return false;
  if (query.end && day > query.end->substr(0, 10)) return false;
  return query.categories.empty() || std::ranges::find(query.categories, entry.category) != query.categories.end();
}

std::string written_name(const model::TransactionName& name) {
  native::XmlWriter out;
  out.open({"c", v3::kCore, "transaction"});
  mappings::kmehr::write_id(out, {"c", v3::kCore, "id"}, {"LOCAL", name.id, name.local_scheme});
  return out.close().take();
}

class Directory final : public spi::Network {
 public:
  Directory(const DirectorySettings& own, const DirectoryParts& parts, std::unique_ptr<spi::Deliverer> feeder)
      : own_(own), parts_(parts), feeder_(std::move(feeder)) {
    settings_.name = "directory";
    settings_.kind = "directory";
    settings_.source_id = "hub:" + own.hub_id;
    settings_.extra = {{"hub_id", own.hub_id}, {"sl", own.sl}, {"title", own.title}};
  }

  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(OrderKind kind) const override {
    return kind == OrderKind::ListReferences || kind == OrderKind::DeclareTransaction || kind == OrderKind::RevokeTransaction;
  }
  spi::Deliverer* deliverer() override { return feeder_.get(); }

  Result<model::Answer> exchange(const model::Order& order, const model::Decision&, spi::Deadline) override {
    const auto patient = model::Ssin::parse(order.patient_number());
    if (!patient) return refused("415", "the patient is not named by a right number");
    if (order.kind == OrderKind::ListReferences) return list(*patient, std::get<model::ReferenceQuery>(order.content));
    const auto& content = std::get<model::HubOrder>(order.content);
    return order.kind == OrderKind::DeclareTransaction ? declare(*patient, content, declarer(order.caller))
                                                       : revoke(*patient, content, declarer(order.caller));
  }

 private:
  Result<model::Answer> list(const model::Ssin& patient, const model::ReferenceQuery& query) {
    auto entries = parts_.directory.references(patient);
    if (!entries) return std::move(entries).error();
    model::Answer answer;
    model::SourceStatus status;
    status.source = settings_.source_id;
    status.name = own_.title;
    status.state = model::SourceState::Empty;
    for (auto& entry : *entries) {
      if (!asked_for(entry, query)) continue;
      entry.sources = {settings_.source_id};
      answer.entries.push_back(std::move(entry));
    }
    if (!answer.entries.empty()) {
      status.state = model::SourceState::Complete;
      answer.patient = model::FolderPatient{patient.text(), {}, {}, {}, {}};
    }
    status.entries = static_cast<int>(answer.entries.size());
    answer.sources.push_back(std::move(status));
    return answer;
  }

  Result<model::Answer> declare(const model::Ssin& patient, const model::HubOrder& content, const std::string& by) {
    const auto document = native::Document::parse(content.body);
    const auto folder = document ? document->root().child(v3::kCore, "folder") : native::Node{};
    const auto transaction = folder ? folder.child(v3::kCore, "transaction") : native::Node{};
    auto entry = transaction ? v3::read_summary(transaction, own_.sl) : std::nullopt;
    if (!entry || entry->name.id.empty()) return refused("415", "the reference can't be understood");
    const auto standing = parts_.directory.declared_by(patient, entry->name);
    if (!standing) return standing.error();
    if (!standing->empty() && *standing != by) return refused("464", "the reference was declared by somebody else");
    const auto now = parts_.clock.now();
    entry->name.hub = own_.hub_id;
    entry->hub_name = own_.title;
    entry->recorded = core::brussels_date_time(now);
    if (const auto stored = parts_.directory.declare(patient, *entry, by, now, owed("put", patient, now)); !stored) return stored.error();
    model::Answer answer;
    answer.record_id = entry->name.id;
    answer.body = written_name(entry->name);
    return answer;
  }

  // Only who declared it may (HUB-REV-1).
  Result<model::Answer> revoke(const model::Ssin& patient, const model::HubOrder& content, const std::string& by) {
    if (content.documents.empty()) return refused("415", "no document is named");
    const auto& name = content.documents.front();
    const auto declared_by = parts_.directory.declared_by(patient, name);
    if (!declared_by) return declared_by.error();
    if (declared_by->empty()) return refused("406", "no such reference");
    if (*declared_by != by) return refused("464", "the reference was declared by somebody else");
    const auto now = parts_.clock.now();
    const auto revoked = parts_.directory.revoke(patient, name, now, owed("revoke", patient, now));
    if (!revoked) return revoked.error();
    return *revoked ? model::Answer{} : refused("406", "no such reference");
  }

  // Committed with the reference, when it is the patient's first or was his last.
  std::vector<spi::OutboxItem> owed(const std::string& what, const model::Ssin& patient, core::Instant now) const {
    if (!feeder_) return {};
    spi::OutboxItem item;
    item.id = core::random_hex(parts_.random, 16);
    item.topic = feeder_->topic();
    item.key = patient.text();
    item.created = now;
    item.due = now;
    item.payload = what + " " + patient.text();
    return {item};
  }

  const DirectorySettings own_;
  const DirectoryParts parts_;
  const std::unique_ptr<spi::Deliverer> feeder_;
  spi::NetworkSettings settings_;
};

}  // namespace

std::unique_ptr<spi::Network> make_network(const DirectorySettings& settings, const DirectoryParts& parts, std::unique_ptr<spi::Deliverer> feeder) {
  return std::make_unique<Directory>(settings, parts, std::move(feeder));
}

}  // namespace sluis::adapters::directory
