#include "gateway/registry/sql_hub_memory.hpp"

#include <sstream>

namespace sluis::registry {
namespace {


constexpr std::string_view kFeed = "feed of the metahub";

std::string joined(const std::vector<std::string>& hubs) {
  std::string text;
  for (const auto& hub : hubs) text += (text.empty() ? "" : ",") + hub;
  return text;
}

std::vector<std::string> parted(const std::string& text) {
  std::vector<std::string> hubs;
  std::istringstream in(text);
  for (std::string hub; std::getline(in, hub, ',');) hubs.push_back(hub);
  return hubs;
}

Status done(const Result<spi::Written>& written) {
  if (!written) return written.error();
  return Done{};
}

}  // namespace

Result<std::optional<spi::KnownHubs>> SqlHubMemory::hubs_of(const model::Ssin& patient) {
  return database_.read([&](Session& session) {
    return session.first("SELECT hubs, as_of FROM hub_memory WHERE patient = ?", {patient.text()},
                         [](const Row& row) { return spi::KnownHubs{parted(row.text(0)), row.moment(1)}; });
  });
}

Status SqlHubMemory::remember(const model::Ssin& patient, const spi::KnownHubs& known) {
  return done(database_.write(patient.text(), [&](Session& session) {
    session.run("INSERT INTO hub_memory (patient, hubs, as_of) VALUES (?, ?, ?) "
                "ON CONFLICT (patient) DO UPDATE SET hubs = excluded.hubs, as_of = excluded.as_of",
                {patient.text(), joined(known.hubs), known.as_of});
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

Status SqlHubMemory::forget(const model::Ssin& patient) {
  return done(database_.write(patient.text(), [&](Session& session) {
    session.run("DELETE FROM hub_memory WHERE patient = ?", {patient.text()});
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

Status SqlHubMemory::forget_all() {
  return done(database_.write(kFeed, [](Session& session) {
    session.run("DELETE FROM hub_memory");
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

Result<std::string> SqlHubMemory::feed_position() {
  return database_.read([](Session& session) {
    return session.first("SELECT position FROM hub_feed", {}, [](const Row& row) { return row.text(0); }).value_or("");
  });
}

Status SqlHubMemory::set_feed_position(const std::string& position) {
  return done(database_.write(kFeed, [&](Session& session) {
    session.run("INSERT INTO hub_feed (one, position) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET position = excluded.position", {position});
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

}  // namespace sluis::registry
