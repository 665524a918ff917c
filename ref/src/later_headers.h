/*
 * The headers of the constants that the document of the socket module gained after Python 3.1, on
 * top of those of the first one. The makefile reads both.
 */
#ifndef PYS_LATER_HEADERS_H
#define PYS_LATER_HEADERS_H

#include "constant_headers.h"

#ifndef _WIN32
#include <net/ethernet.h>
#include <sys/ioctl.h>
#endif

#ifdef __linux__
#include <linux/can/bcm.h>
#include <linux/can/isotp.h>
#include <linux/if_alg.h>
#include <linux/rds.h>
#endif
#if defined(__has_include)
#if __has_include(<bluetooth/bluetooth.h>)
#include <bluetooth/bluetooth.h>
#include <bluetooth/hci.h>
#include <bluetooth/l2cap.h>
#include <bluetooth/rfcomm.h>
#include <bluetooth/sco.h>
#endif
#endif

/* Enumerators, which the preprocessor lists only where a macro of the same name stands for them. */
#ifdef __linux__
#define CAN_RAW_ERR_FILTER CAN_RAW_ERR_FILTER
#define CAN_RAW_FD_FRAMES CAN_RAW_FD_FRAMES
#define CAN_RAW_FILTER CAN_RAW_FILTER
#define CAN_RAW_JOIN_FILTERS CAN_RAW_JOIN_FILTERS
#define CAN_RAW_LOOPBACK CAN_RAW_LOOPBACK
#define CAN_RAW_RECV_OWN_MSGS CAN_RAW_RECV_OWN_MSGS
#define J1939_EE_INFO_NONE J1939_EE_INFO_NONE
#define J1939_EE_INFO_RX_ABORT J1939_EE_INFO_RX_ABORT
#define J1939_EE_INFO_RX_DPO J1939_EE_INFO_RX_DPO
#define J1939_EE_INFO_RX_RTS J1939_EE_INFO_RX_RTS
#define J1939_EE_INFO_TX_ABORT J1939_EE_INFO_TX_ABORT
#define J1939_NLA_BYTES_ACKED J1939_NLA_BYTES_ACKED
#define J1939_NLA_DEST_ADDR J1939_NLA_DEST_ADDR
#define J1939_NLA_DEST_NAME J1939_NLA_DEST_NAME
#define J1939_NLA_PAD J1939_NLA_PAD
#define J1939_NLA_PGN J1939_NLA_PGN
#define J1939_NLA_SRC_ADDR J1939_NLA_SRC_ADDR
#define J1939_NLA_SRC_NAME J1939_NLA_SRC_NAME
#define J1939_NLA_TOTAL_SIZE J1939_NLA_TOTAL_SIZE
#define SCM_CAN_RAW_ERRQUEUE SCM_CAN_RAW_ERRQUEUE
#define SCM_J1939_DEST_ADDR SCM_J1939_DEST_ADDR
#define SCM_J1939_DEST_NAME SCM_J1939_DEST_NAME
#define SCM_J1939_ERRQUEUE SCM_J1939_ERRQUEUE
#define SCM_J1939_PRIO SCM_J1939_PRIO

/* The broadcast manager's names have no prefix in C. */
#define CAN_BCM_TX_SETUP TX_SETUP
#define CAN_BCM_TX_DELETE TX_DELETE
#define CAN_BCM_TX_READ TX_READ
#define CAN_BCM_TX_SEND TX_SEND
#define CAN_BCM_RX_SETUP RX_SETUP
#define CAN_BCM_RX_DELETE RX_DELETE
#define CAN_BCM_RX_READ RX_READ
#define CAN_BCM_TX_STATUS TX_STATUS
#define CAN_BCM_TX_EXPIRED TX_EXPIRED
#define CAN_BCM_RX_STATUS RX_STATUS
#define CAN_BCM_RX_TIMEOUT RX_TIMEOUT
#define CAN_BCM_RX_CHANGED RX_CHANGED
#define CAN_BCM_SETTIMER SETTIMER
#define CAN_BCM_STARTTIMER STARTTIMER
#define CAN_BCM_TX_COUNTEVT TX_COUNTEVT
#define CAN_BCM_TX_ANNOUNCE TX_ANNOUNCE
#define CAN_BCM_TX_CP_CAN_ID TX_CP_CAN_ID
#define CAN_BCM_RX_FILTER_ID RX_FILTER_ID
#define CAN_BCM_RX_CHECK_DLC RX_CHECK_DLC
#define CAN_BCM_RX_NO_AUTOTIMER RX_NO_AUTOTIMER
#define CAN_BCM_RX_ANNOUNCE_RESUME RX_ANNOUNCE_RESUME
#define CAN_BCM_TX_RESET_MULTI_IDX TX_RESET_MULTI_IDX
#define CAN_BCM_RX_RTR_FRAME RX_RTR_FRAME
#define CAN_BCM_CAN_FD_FRAME CAN_FD_FRAME

/* In no header that programs see. */
#ifndef UDPLITE_SEND_CSCOV
#define UDPLITE_SEND_CSCOV 10
#define UDPLITE_RECV_CSCOV 11
#endif
#ifndef SO_PASSRIGHTS
#if defined(__x86_64__) || defined(__i386__) || defined(__aarch64__) || defined(__s390x__)
#define SO_PASSRIGHTS 83
#endif
#endif
#endif

#endif
