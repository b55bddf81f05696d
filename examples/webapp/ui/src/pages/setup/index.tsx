// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstance } from '@/api/instance';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { Notice } from '@/components/notice';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { PublicPage } from '@/components/public_page';
import { ZoneSelect } from '@/components/zone_select';
import { chooseLanguage, languageNames, languages, type Language } from '@/i18n';
import { AccountForm } from '../register/account_form';

const steps = ['administrator', 'language', 'channel', 'message'] as const;
type Step = (typeof steps)[number];

/** A server that nobody uses yet: makes its first administrator, and leads to a first message. */
export default function SetupPage() {
  const { t } = useTranslation('auth');
  const instance = useInstance();
  const [step, setStep] = useState<Step>('administrator');
  return (
    <PublicPage wide>
      <PageHeading>{t('setup.title')}</PageHeading>
      {instance.isPending && <LoadingSkeleton />}
      {instance.isError && <ProblemAlert error={instance.error} />}
      {instance.data &&
        (instance.data.setup_required || step !== 'administrator' ? (
          <Steps step={step} onStep={setStep} />
        ) : (
          <Notice
            tone="info"
            what={t('setup.done')}
            action={
              <Button component={Link} to="/login" variant="default">
                {t('login.submit')}
              </Button>
            }
          />
        ))}
    </PublicPage>
  );
}

function Steps({ step, onStep }: { step: Step; onStep: (step: Step) => void }) {
  const { t } = useTranslation('auth');
  const number = steps.indexOf(step) + 1;
  return (
    <Stack gap="lg">
      <div>
        <Text size="sm" c="dimmed" mb={6}>
          {t('setup.progress', { number, count: steps.length })}
        </Text>
        <Progress value={(number / steps.length) * 100} size="sm" aria-label={t('setup.progress', { number, count: steps.length })} />
      </div>
      {step === 'administrator' && (
        <AccountForm pass="setup_token" submit={t('setup.submit')} onDone={() => onStep('language')}>
          <Text size="sm">{t('setup.intro')}</Text>
        </AccountForm>
      )}
      {step === 'language' && <LanguageStep onNext={() => onStep('channel')} />}
      {step === 'channel' && (
        <LeadingStep
          text={t('setup.channel')}
          way={
            <Button component={Link} to="/channels/new">
              {t('setup.connect')}
            </Button>
          }
          onSkip={() => onStep('message')}
        />
      )}
      {step === 'message' && (
        <LeadingStep
          text={t('setup.message')}
          way={
            <Button component={Link} to="/compose">
              {t('setup.compose')}
            </Button>
          }
        />
      )}
    </Stack>
  );
}

function LanguageStep({ onNext }: { onNext: () => void }) {
  const { t, i18n } = useTranslation('auth');
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" fw={500} mb={4} id="setup-language">
          {t('common:language')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="setup-language"
          value={i18n.language}
          onChange={(language) => void chooseLanguage(language as Language)}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
      </div>
      <ZoneSelect />
      <Group justify="flex-end">
        <Button onClick={onNext}>{t('setup.next')}</Button>
      </Group>
    </Stack>
  );
}

/** A step that is taken on another page; it can be left for later. */
function LeadingStep({ text, way, onSkip }: { text: string; way: ReactNode; onSkip?: () => void }) {
  const { t } = useTranslation('auth');
  return (
    <Stack gap="md">
      <Text>{text}</Text>
      <Group justify="space-between">
        {onSkip ? (
          <Button variant="subtle" onClick={onSkip}>
            {t('setup.skip')}
          </Button>
        ) : (
          <Button variant="subtle" component={Link} to="/">
            {t('setup.finish')}
          </Button>
        )}
        {way}
      </Group>
    </Stack>
  );
}
