#include "gateway/registry/sqlite_hub_memory.hpp"

#include <Poco/Data/Statement.h>

#include <sstream>

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;
using Session = SqliteFile::Session;

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

Result<std::optional<spi::KnownHubs>> SqliteHubMemory::hubs_of(const model::Ssin& patient) {
  return file_.read([&](Session& session) {
    std::vector<std::string> hubs;
    std::vector<Poco::Int64> moments;
    session << "SELECT hubs, as_of FROM hub_memory WHERE patient = ?", into(hubs), into(moments), bind(patient.text()), now;
    if (hubs.empty()) return std::optional<spi::KnownHubs>();
    return std::optional<spi::KnownHubs>({parted(hubs.front()), core::Instant{std::chrono::microseconds{moments.front()}}});
  });
}

Status SqliteHubMemory::remember(const model::Ssin& patient, const spi::KnownHubs& known) {
  return done(file_.write([&](Session& session) {
    session << "INSERT INTO hub_memory (patient, hubs, as_of) VALUES (?, ?, ?) "
               "ON CONFLICT (patient) DO UPDATE SET hubs = excluded.hubs, as_of = excluded.as_of",
        bind(patient.text()), bind(joined(known.hubs)), bind(Poco::Int64{known.as_of.time_since_epoch().count()}), now;
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

Status SqliteHubMemory::forget(const model::Ssin& patient) {
  return done(file_.write([&](Session& session) {
    session << "DELETE FROM hub_memory WHERE patient = ?", bind(patient.text()), now;
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

Status SqliteHubMemory::forget_all() {
  return done(file_.write([](Session& session) {
    session << "DELETE FROM hub_memory", now;
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

Result<std::string> SqliteHubMemory::feed_position() {
  return file_.read([](Session& session) {
    std::vector<std::string> positions;
    session << "SELECT position FROM hub_feed", into(positions), now;
    return positions.empty() ? std::string() : positions.front();
  });
}

Status SqliteHubMemory::set_feed_position(const std::string& position) {
  return done(file_.write([&](Session& session) {
    session << "INSERT INTO hub_feed (one, position) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET position = excluded.position",
        bind(position), now;
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

}  // namespace sluis::registry
