"""Names of places in Latin letters, against those that the places themselves write."""

import pytest

from registry.notation.romanised import place_in_latin, romanise

PROVINCES = """
서울특별시 Seoul | 부산광역시 Busan | 대구광역시 Daegu | 인천광역시 Incheon | 광주광역시 Gwangju
대전광역시 Daejeon | 울산광역시 Ulsan | 세종특별자치시 Sejong | 경기도 Gyeonggi-do
강원도 Gangwon-do | 충청북도 Chungcheongbuk-do | 충청남도 Chungcheongnam-do
전라북도 Jeollabuk-do | 전라남도 Jeollanam-do | 경상북도 Gyeongsangbuk-do
경상남도 Gyeongsangnam-do | 제주특별자치도 Jeju | 강원특별자치도 Gangwon State
전북특별자치도 Jeonbuk State
"""
BODIES = """
종로구 Jongno-gu | 중구 Jung-gu | 중랑구 Jungnang-gu | 강북구 Gangbuk-gu | 관악구 Gwanak-gu
영등포구 Yeongdeungpo-gu | 동대문구 Dongdaemun-gu | 노원구 Nowon-gu | 부산진구 Busanjin-gu
동래구 Dongnae-gu | 해운대구 Haeundae-gu | 수영구 Suyeong-gu | 달성군 Dalseong-gun
미추홀구 Michuhol-gu | 옹진군 Ongjin-gun | 강화군 Ganghwa-gun | 성남시 Seongnam-si
의정부시 Uijeongbu-si | 안양시 Anyang-si | 용인시 Yongin-si | 평택시 Pyeongtaek-si
의왕시 Uiwang-si | 과천시 Gwacheon-si | 시흥시 Siheung-si | 남양주시 Namyangju-si
강릉시 Gangneung-si | 속초시 Sokcho-si | 삼척시 Samcheok-si | 철원군 Cheorwon-gun
횡성군 Hoengseong-gun | 평창군 Pyeongchang-gun | 영월군 Yeongwol-gun | 괴산군 Goesan-gun
음성군 Eumseong-gun | 보은군 Boeun-gun | 옥천군 Okcheon-gun | 계룡시 Gyeryong-si
보령시 Boryeong-si | 태안군 Taean-gun | 정읍시 Jeongeup-si | 익산시 Iksan-si | 임실군 Imsil-gun
목포시 Mokpo-si | 여수시 Yeosu-si | 영암군 Yeongam-gun | 함평군 Hampyeong-gun
울릉군 Ulleung-gun | 울진군 Uljin-gun | 칠곡군 Chilgok-gun | 문경시 Mungyeong-si
밀양시 Miryang-si | 창녕군 Changnyeong-gun | 의령군 Uiryeong-gun | 합천군 Hapcheon-gun
서귀포시 Seogwipo-si | 상록구 Sangnok-gu | 덕양구 Deogyang-gu | 마산합포구 Masanhappo-gu
흥덕구 Heungdeok-gu | 일산동구 Ilsandong-gu
"""
RULES = """
신라 silla | 종로 jongno | 강릉 gangneung | 대관령 daegwallyeong | 백마 baengma | 별내 byeollae
왕십리 wangsimni | 한라 halla | 백령 baengnyeong | 독립문 dongnimmun | 묵호 mukho
집현전 jiphyeonjeon | 압구정 apgujeong | 촉석루 chokseongnu | 속리산 songnisan
설악 seorak | 낙동강 nakdonggang
벚꽃 beotkkot
밖에 bakke | 닭이 dalgi | 제2의 je2ui
"""


def pairs(listed):
    entries = [entry for line in listed.splitlines() for entry in line.split("|")]
    return [entry.split(maxsplit=1) for entry in entries if entry.strip()]


class TestAPlace:
    @pytest.mark.parametrize(("name", "latin"), pairs(PROVINCES + BODIES))
    def test_is_called_as_it_calls_itself(self, name, latin):
        assert place_in_latin(name) == latin.strip()

    def test_stands_before_what_it_lies_in(self):
        assert place_in_latin("경기도 고양시 덕양구") == "Deogyang-gu, Goyang-si, Gyeonggi-do"

    def test_stays_what_it_is_where_it_is_no_hangul(self):
        assert place_in_latin("") == ""
        assert place_in_latin("Test") == "Test"


class TestRomanise:
    @pytest.mark.parametrize(("name", "latin"), pairs(RULES))
    def test_writes_what_is_heard(self, name, latin):
        assert romanise(name) == latin.strip()
