// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { useConnectors } from '@/api/connectors';

/** What a network is called: by us, else by its connector. */
export function useNetworkName(): (connector: string) => string {
  const { t, i18n } = useTranslation();
  const { data } = useConnectors();
  return (id) => {
    if (i18n.exists(`common:networks.${id}`)) return t(`networks.${id}`);
    return data?.items.find((connector) => connector.id === id)?.name ?? id;
  };
}
