// SPDX-License-Identifier: BSL-1.0
#include "recording_server.hpp"

namespace integration {

recording_server::recording_server(sandbox::response answer)
    : server_([this, answer = std::move(answer)](const sandbox::request& r) {
          {
              const std::scoped_lock lock(mutex_);
              requests_.push_back(r);
          }
          came_.notify_all();
          return answer;
      }),
      port_(server_.listen({})),
      thread_([this] { server_.run(); })
{}

recording_server::~recording_server()
{
    server_.stop();
    thread_.join();
}

std::vector<sandbox::request> recording_server::requests() const
{
    const std::scoped_lock lock(mutex_);
    return requests_;
}

void recording_server::wait_for_request() const
{
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return !requests_.empty(); });
}

} // namespace integration
