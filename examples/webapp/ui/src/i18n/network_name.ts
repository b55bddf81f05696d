// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';

/** What a network is called: by us, else by its connector. */
export function useNetworkName(): (connector: string) => string {
  const { t, i18n } = useTranslation();
  return (connector) => (i18n.exists(`common:networks.${connector}`) ? t(`networks.${connector}`) : connector);
}
