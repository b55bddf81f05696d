// SPDX-License-Identifier: BSL-1.0
export { useNetworkName } from '@/i18n/network_name';
