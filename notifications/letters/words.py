# ruff: noqa: E501 - one language a row
"""The short words of letters, in the six languages: labels of what changed, its values, and subjects."""

from collections.abc import Mapping

Words = Mapping[str, Mapping[str, str]]

AND: Mapping[str, str] = {"ar": " و ", "en": " and ", "es": " y ", "fr": " et ", "ru": " и ", "zh": "和"}

COLONS: Mapping[str, str] = {"fr": " : ", "zh": "："}
"""Where it is another than the English one."""

SITTING: Mapping[str, str] = {
    "ar": "الجلسة {}",
    "en": "sitting {}",
    "es": "sesión {}",
    "fr": "séance {}",
    "ru": "заседание {}",
    "zh": "会次{}",
}
"""One sitting, after the title of its meeting."""

SUBJECTS: Words = {
    "ar": {"invite": "دعوة", "update": "تعديل", "cancel": "إلغاء", "notice": "إشعار", "closed": "إلغاء جلسة",
           "nominate": "دعوة", "remove": "سحب الدعوة", "repeat": "دعوة (نسخة)", "keep": "لا تغيير في الموعد",
           "released": "حذف من تقويمكم"},
    "en": {"invite": "Invitation", "update": "Changed", "cancel": "Cancelled", "notice": "Notice",
           "closed": "Sitting cancelled", "nominate": "Invitation", "remove": "Invitation withdrawn",
           "repeat": "Invitation (copy)", "keep": "Time unchanged", "released": "Taken from your calendar"},
    "es": {"invite": "Invitación", "update": "Modificación", "cancel": "Cancelación", "notice": "Aviso",
           "closed": "Sesión cancelada", "nominate": "Invitación", "remove": "Invitación retirada",
           "repeat": "Invitación (copia)", "keep": "Horario sin cambios",
           "released": "Retirada de su calendario"},
    "fr": {"invite": "Invitation", "update": "Modification", "cancel": "Annulation", "notice": "Avis",
           "closed": "Séance annulée", "nominate": "Invitation", "remove": "Invitation retirée",
           "repeat": "Invitation (copie)", "keep": "Horaire inchangé", "released": "Retirée de votre calendrier"},
    "ru": {"invite": "Приглашение", "update": "Изменение", "cancel": "Отмена", "notice": "Уведомление",
           "closed": "Заседание отменено", "nominate": "Приглашение", "remove": "Приглашение отозвано",
           "repeat": "Приглашение (копия)", "keep": "Время не изменилось",
           "released": "Удалено из Вашего календаря"},
    "zh": {"invite": "邀请", "update": "变更", "cancel": "取消", "notice": "通知", "closed": "会次取消",
           "nominate": "邀请", "remove": "撤回邀请", "repeat": "邀请（副本）", "keep": "时间不变", "released": "已从您的日历中删除"},
}  # fmt: skip

FIELDS: Words = {
    "ar": {"agenda": "بنود جديدة تهمكم", "starts_on": "اليوم الأول", "ends_on": "اليوم الأخير", "starts_time": "وقت البدء", "ends_time": "وقت الانتهاء",
           "time_zone": "المنطقة الزمنية", "place": "المكان", "mode": "طريقة الانعقاد", "status": "الحالة",
           "sittings": "الجلسات", "sitting": "الجلسة", "closed_items": "البنود المغلقة", "starts_at": "البدء بالتوقيت العالمي",
           "ends_at": "الانتهاء بالتوقيت العالمي", "sitting_instants": "الجلسات بالتوقيت العالمي"},
    "en": {"agenda": "New agenda items that concern you", "starts_on": "First day", "ends_on": "Last day", "starts_time": "Begins at", "ends_time": "Ends at",
           "time_zone": "Time zone", "place": "Place", "mode": "Mode", "status": "Status", "sittings": "Sittings", "sitting": "Sitting",
           "closed_items": "Closed items", "starts_at": "Begins (UTC)", "ends_at": "Ends (UTC)",
           "sitting_instants": "Sittings (UTC)"},
    "es": {"agenda": "Nuevos temas que les conciernen", "starts_on": "Primer día", "ends_on": "Último día", "starts_time": "Comienza a las", "ends_time": "Termina a las",
           "time_zone": "Huso horario", "place": "Lugar", "mode": "Modalidad", "status": "Estado", "sittings": "Sesiones", "sitting": "Sesión",
           "closed_items": "Temas cerrados", "starts_at": "Comienzo (UTC)", "ends_at": "Fin (UTC)",
           "sitting_instants": "Sesiones (UTC)"},
    "fr": {"agenda": "Nouveaux points qui vous concernent", "starts_on": "Premier jour", "ends_on": "Dernier jour", "starts_time": "Début", "ends_time": "Fin",
           "time_zone": "Fuseau horaire", "place": "Lieu", "mode": "Modalité", "status": "Statut", "sittings": "Séances", "sitting": "Séance",
           "closed_items": "Points fermés", "starts_at": "Début (UTC)", "ends_at": "Fin (UTC)",
           "sitting_instants": "Séances (UTC)"},
    "ru": {"agenda": "Новые пункты, касающиеся Вас", "starts_on": "Первый день", "ends_on": "Последний день", "starts_time": "Начало", "ends_time": "Окончание",
           "time_zone": "Часовой пояс", "place": "Место", "mode": "Форма проведения", "status": "Состояние",
           "sittings": "Заседания", "sitting": "Заседание", "closed_items": "Закрытые пункты", "starts_at": "Начало (UTC)",
           "ends_at": "Окончание (UTC)", "sitting_instants": "Заседания (UTC)"},
    "zh": {"agenda": "与贵方有关的新议程项目", "starts_on": "首日", "ends_on": "末日", "starts_time": "开始时间", "ends_time": "结束时间", "time_zone": "时区",
           "place": "地点", "mode": "举行方式", "status": "状态", "sittings": "会次", "sitting": "会次", "closed_items": "不公开项目",
           "starts_at": "开始（UTC）", "ends_at": "结束（UTC）", "sitting_instants": "会次（UTC）"},
}  # fmt: skip

VALUES: Words = {
    "ar": {"published": "قائم", "postponed": "مؤجل", "cancelled": "ملغى", "in_person": "حضوري", "remote": "عن بعد",
           "hybrid": "مختلط", "closed": "مغلقة"},
    "en": {"published": "confirmed", "postponed": "postponed", "cancelled": "cancelled", "in_person": "in person",
           "remote": "remote", "hybrid": "hybrid", "closed": "closed"},
    "es": {"published": "confirmada", "postponed": "aplazada", "cancelled": "cancelada", "in_person": "presencial",
           "remote": "a distancia", "hybrid": "híbrida", "closed": "cerrada"},
    "fr": {"published": "confirmée", "postponed": "reportée", "cancelled": "annulée", "in_person": "en présence",
           "remote": "à distance", "hybrid": "hybride", "closed": "fermée"},
    "ru": {"published": "подтверждено", "postponed": "отложено", "cancelled": "отменено", "in_person": "очно",
           "remote": "дистанционно", "hybrid": "смешанная", "closed": "закрыто"},
    "zh": {"published": "确认", "postponed": "推迟", "cancelled": "取消", "in_person": "线下", "remote": "线上",
           "hybrid": "线上线下结合", "closed": "不公开"},
}  # fmt: skip

CAPACITIES: Words = {
    "ar": {"head": "رئيس الوفد", "alternate": "مناوب", "adviser": "مستشار", "observer": "مراقب", "interpreter": "مترجم",
           "support": "دعم"},
    "en": {"head": "head of delegation", "alternate": "alternate", "adviser": "adviser", "observer": "observer",
           "interpreter": "interpreter", "support": "support"},
    "es": {"head": "jefe/a de la delegación", "alternate": "suplente", "adviser": "asesor/a", "observer": "observador/a",
           "interpreter": "intérprete", "support": "personal de apoyo"},
    "fr": {"head": "chef de délégation", "alternate": "suppléant", "adviser": "conseiller", "observer": "observateur",
           "interpreter": "interprète", "support": "appui"},
    "ru": {"head": "глава делегации", "alternate": "заместитель", "adviser": "советник", "observer": "наблюдатель",
           "interpreter": "переводчик", "support": "сопровождение"},
    "zh": {"head": "代表团团长", "alternate": "副代表", "adviser": "顾问", "observer": "观察员", "interpreter": "口译员",
           "support": "辅助人员"},
}  # fmt: skip

ANSWER: Mapping[str, str] = {
    "ar": "للرد:",
    "en": "To answer:",
    "es": "Para responder:",
    "fr": "Pour répondre :",
    "ru": "Чтобы ответить:",
    "zh": "答复：",
}


def subject_line(about: str, title: str, reference: str, *, language: str) -> str:
    """“Invitation: Thirty-sixth session (A6/…)”, with the marks of this language."""
    return f"{about}{COLONS.get(language, ': ')}{referred(title, reference, language=language)}"


def referred(title: str, reference: str, *, language: str) -> str:
    """“Thirty-sixth session (E/CN.15/2027)”."""
    return f"{title}（{reference}）" if language == "zh" else f"{title} ({reference})"
